using Pulumi;

namespace CloudStacks.Sdk.Tests.Core;

public class PublicSurfaceTests
{
    /// <summary>The file holds lines of the public API of the official package Pulumi 3.112.1, https://www.nuget.org/packages/Pulumi/3.112.1</summary>
    [Fact]
    public void IsASubsetOfTheOfficialSdk()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Core", "pulumi-core-api.subset.txt");
        var printed = PublicSurface.Print(typeof(Deployment).Assembly).ToList();
        var committed = File.ReadAllLines(path);

        Assert.Empty(printed.Except(committed));
        Assert.Empty(committed.Except(printed));
    }
}

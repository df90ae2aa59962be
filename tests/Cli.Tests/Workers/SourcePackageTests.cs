using System.Xml.Linq;
using CloudStacks.Cli.Tools;
using CloudStacks.Cli.Workers;

namespace CloudStacks.Cli.Tests.Workers;

/// <summary>What the build of a .NET function wants: https://github.com/GoogleCloudPlatform/buildpacks/blob/21f28de8c499445ef1098016bfce35b16415e4b1/pkg/dotnet/dotnet.go.</summary>
public class SourcePackageTests
{
    private static readonly IReadOnlyDictionary<string, byte[]> Package = SourcePackage.Files(TestHost.RepositoryRoot);

    [Fact]
    public void ItHasOneProjectAndNothingThatChangesTheBuild()
    {
        Assert.Equal("function.csproj", Assert.Single(Package.Keys, name => name.EndsWith("proj", StringComparison.Ordinal)));
        Assert.All(Package.Keys, name => Assert.True(name == "function.csproj" || name.EndsWith(".cs", StringComparison.Ordinal), name));
        Assert.DoesNotContain(Package.Keys, name => name.Split('/').Any(part => part is "bin" or "obj"));
    }

    /// <summary>A console project has no ASP.NET Core to start with; a single file or a native program has no .dll.</summary>
    [Fact]
    public void ItIsAnOrdinaryAspNetCoreProgram()
    {
        var project = XDocument.Load(new MemoryStream(Package["function.csproj"])).Root!;
        Assert.Equal("Microsoft.NET.Sdk.Web", (string?)project.Attribute("Sdk"));
        Assert.DoesNotContain(project.Descendants(), element => element.Name.LocalName is "PublishSingleFile" or "PublishAot" or "ProjectReference");
        Assert.All(project.Descendants("PackageReference"), package => Assert.Matches("^[0-9.]+$", (string?)package.Attribute("Version")));
    }

    [Fact]
    public void ItHasOneStart() => Assert.Equal(["CloudFunction/Program.cs"], Package.Keys.Where(name => name.EndsWith("/Program.cs", StringComparison.Ordinal)));

    /// <summary>Outside of the repository, with the packages that this machine has already.</summary>
    [Fact]
    public async Task ItBuildsByItself()
    {
        using var scratch = new ScratchFolder();
        foreach (var (name, content) in Package)
        {
            var path = Path.Combine(scratch.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        }
        var host = new TestHost().Host;
        var build = new WorkerBuild(host, new ToolRunner(host));
        Assert.Null(await build.PublishSourceAsync(scratch.Path, Path.Combine(scratch.Path, "out"), TestContext.Current.CancellationToken));
        Assert.True(File.Exists(Path.Combine(scratch.Path, "out", "function.dll")));
        Assert.Contains("Microsoft.AspNetCore.App", await File.ReadAllTextAsync(Path.Combine(scratch.Path, "out", "function.runtimeconfig.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}

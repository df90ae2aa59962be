using System.IO.Compression;
using CloudStacks.Catalog;
using CloudStacks.Cli.Workers;

namespace CloudStacks.Cli.Tests.Workers;

public class CodePackagesTests
{
    [Fact]
    public void LambdaFindsTheWorkerAsBootstrapAtTheRoot()
    {
        using var archive = new ZipArchive(new MemoryStream(CodePackages.Of(TestHost.RepositoryRoot, [1, 2, 3], new Dictionary<string, byte[]> { ["worker.dll"] = [4] })["lambda.zip"]));
        Assert.Equal(["bootstrap", "worker.dll"], archive.Entries.Select(entry => entry.FullName));
        using var bootstrap = new MemoryStream();
        using (var content = archive.GetEntry("bootstrap")!.Open())
        {
            content.CopyTo(bootstrap);
        }
        Assert.Equal([1, 2, 3], bootstrap.ToArray());
    }

    [Fact]
    public void EveryPackageThatAServiceTakesIsMade() =>
        Assert.All(Services.All.Select(service => service.Artifact).OfType<string>(), file => Assert.Contains(file, CodePackages.Of(TestHost.RepositoryRoot, []).Keys));
}

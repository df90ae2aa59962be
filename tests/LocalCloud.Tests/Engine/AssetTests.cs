using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Engine;

public sealed class AssetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("asset").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void FileIsItsContentRelativeToTheProgram()
    {
        File.WriteAllText(Path.Combine(folder, "a.txt"), "abc");
        var mark = Mark(new FileAsset("a.txt"));
        // SHA-256 of "abc": FIPS 180-2, B.1
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", (string?)mark["$asset"]);
        Assert.Equal(Path.Combine(folder, "a.txt"), (string?)mark["path"]);
        Assert.Equal((string?)mark["$asset"], (string?)Mark(new StringAsset("abc"))["$asset"]);
    }

    [Fact]
    public void OnlyContentCounts()
    {
        File.WriteAllText(Path.Combine(folder, "a.txt"), "abc");
        File.WriteAllText(Path.Combine(folder, "b.txt"), "abc");
        Assert.Empty(InputDiff.Compare(Mark(new FileAsset("a.txt")), Mark(new FileAsset("b.txt"))));
        var before = Mark(new FileArchive(folder));
        File.WriteAllText(Path.Combine(folder, "b.txt"), "abd");
        Assert.NotEmpty(InputDiff.Compare(before, Mark(new FileArchive(folder))));
    }

    [Fact]
    public void ArchiveOfAssetsIsAllOfThem()
    {
        var one = Mark(new AssetArchive(new Dictionary<string, AssetOrArchive> { ["a"] = new StringAsset("1"), ["b"] = new StringAsset("2") }));
        var same = Mark(new AssetArchive(new Dictionary<string, AssetOrArchive> { ["b"] = new StringAsset("2"), ["a"] = new StringAsset("1") }));
        var other = Mark(new AssetArchive(new Dictionary<string, AssetOrArchive> { ["a"] = new StringAsset("2"), ["b"] = new StringAsset("1") }));
        Assert.Equal((string?)one["$asset"], (string?)same["$asset"]);
        Assert.NotEqual((string?)one["$asset"], (string?)other["$asset"]);
    }

    [Fact]
    public void MissingFileNamesTheCommandThatMakesIt() =>
        Assert.Contains("cloudstacks package", Assert.Throws<EngineException>(() => Mark(new FileArchive("worker.zip"))).Message, StringComparison.Ordinal);

    private JsonObject Mark(AssetOrArchive asset) => new AssetContent(folder).Mark(asset);
}

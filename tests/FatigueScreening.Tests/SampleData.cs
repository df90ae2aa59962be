using System.IO.Compression;

namespace CloudStacks.FatigueScreening.Tests;

public class SampleData
{
    const int Seed = 2026;

    [Fact]
    public void CommittedFilesAreWhatTheGeneratorGives()
    {
        var folder = RepositoryFile.Path("workloads/sample-data");
        var generated = SampleFleet.Generate(12, Seed, rows: 900).ToArray();
        var files = Directory.EnumerateFiles(folder, "*.csv*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

        Assert.Equal(generated.Select(g => g.Key), files);
        // Deflate's output may differ between versions of zlib; what it holds may not.
        Assert.All(generated, g => Assert.Equal(Text(g.Key, g.Content), Text(g.Key, File.ReadAllBytes(Path.Combine(folder, g.Key)))));
    }

    [Fact]
    public void AnotherSeedGivesAnotherFleet() =>
        Assert.NotEqual(SampleFleet.Generate(1, 1).Single().Content, SampleFleet.Generate(1, 2).Single().Content);

    [Fact]
    public void KeysComeInOrderAndPeriodsFollowEachOther()
    {
        var fleet = SampleFleet.Generate(30, 5, rows: 20, periodsPerAsset: 4).ToArray();
        Assert.Equal(fleet.Select(f => f.Key).Order(Utf8Order.Comparer), fleet.Select(f => f.Key));
        var report = Screening.Run(fleet.Select(f => (f.Key, (Func<Stream>)(() => new MemoryStream(f.Content)))), Series.Parameters());
        Assert.Equal((8, 30L, 600L, 0L, 0L), (report.Fleet.Assets, report.Fleet.Periods, report.Fleet.Points, report.Fleet.Gaps, report.Fleet.Restarts));
        Assert.Equal(79, report.Assets[0].ExposureSeconds);
    }

    static byte[] Text(string key, byte[] content)
    {
        if (!ShardIdentity.IsGzip(key))
            return content;
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        return Series.Bytes(gzip.CopyTo);
    }
}

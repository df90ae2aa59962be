using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CloudStacks.FatigueScreening.Tests;

public class ReportOfAFleet
{
    static readonly (string Key, byte[] Content)[] Sample = [.. SampleFleet.Generate(9, seed: 7, rows: 200)];

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void NoCultureChangesAByte(string culture)
    {
        var expected = Run(Sample);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(Sample.Select(s => s.Key), SampleFleet.Generate(9, 7, 200).Select(s => s.Key));
            Assert.Equal(Sample[0].Content, SampleFleet.Generate(1, 7, 200).Single().Content);
            Assert.Equal(expected, Run(Sample));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void NeitherOrderNorParallelismChangesAByte()
    {
        var parameters = Series.Parameters();
        var parts = new byte[Sample.Length][];
        Parallel.For(0, Sample.Length, i => parts[i] = Series.Bytes(
            ShardCounter.Count(new MemoryStream(Sample[i].Content), "s", ShardIdentity.IsGzip(Sample[i].Key), ShardIdentity.Parse(Sample[i].Key), parameters).WriteTo));

        Assert.Equal(Run(Sample), Bytes(FleetReport.Reduce(parts.Select(p => ShardPart.ReadFrom(new MemoryStream(p))), parameters)));
        Assert.Equal(Run(Sample), Run([.. Sample.Reverse()]));
    }

    [Fact]
    public void NoCuttingIntoPeriodsChangesAFigure()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 300; trial++)
        {
            var rows = Rows(random);
            var whole = Cut(rows, [rows.Length]);
            Assert.Equal(Bytes(whole), Bytes(Cut(rows, RandomCuts(random, rows.Length)), periods: 1));
        }
    }

    [Fact]
    public void PassesAreNoPartOfTheReport() =>
        Assert.Equal(Run(Sample), Run(Sample, Series.Parameters(s => s with { Passes = 2 })));

    [Fact]
    public void ParametersReadBackFromJsonGiveTheSameBytes()
    {
        var planned = Series.Parameters(s => s with { Curve = "F1", Scf = 1.37, Thickness = 31, AgeYears = 0.1 });
        var readBack = JsonSerializer.Deserialize<ScreeningParameters>(JsonSerializer.Serialize(planned));
        Assert.Equal(planned, readBack);
        Assert.Equal(Run(Sample, planned), Run(Sample, readBack!));
    }

    [Fact]
    public void AFleetOfNothingHasAnEmptyReport()
    {
        var report = FleetReport.Reduce([], Series.Parameters());
        using var json = JsonDocument.Parse(Series.Bytes(report.WriteJson));
        Assert.Equal(0, json.RootElement.GetProperty("assets").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("fleet").GetProperty("minLifeYears").ValueKind);
        Assert.Single(Encoding.UTF8.GetString(Series.Bytes(report.WriteCsv)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void KeysOfEveryObjectAreSorted()
    {
        using var json = JsonDocument.Parse(Series.Bytes(Screening.Run(Open(Sample), Series.Parameters()).WriteJson));
        AssertSorted(json.RootElement);
    }

    [Fact]
    public void FilesEndInOneLineFeedAndHaveNeitherCarriageReturnNorByteOrderMark()
    {
        var report = Screening.Run(Open(Sample), Series.Parameters());
        foreach (var bytes in new[] { Series.Bytes(report.WriteJson), Series.Bytes(report.WriteCsv) })
        {
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.Equal((byte)'\n', bytes[^1]);
            Assert.NotEqual(0xEF, bytes[0]);
        }
    }

    static void AssertSorted(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var keys = element.EnumerateObject().Select(p => p.Name).ToArray();
            Assert.Equal(keys.Order(Utf8Order.Comparer), keys);
            Assert.All(element.EnumerateObject(), p => AssertSorted(p.Value));
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            Assert.All(element.EnumerateArray(), AssertSorted);
        }
    }

    static string[] Rows(Random random)
    {
        var time = random.Next(-100, 100);
        var rows = new string[random.Next(1, 60)];
        for (var i = 0; i < rows.Length; i++)
        {
            time += random.Next(20) == 0 ? 5000 : random.Next(4);
            rows[i] = FormattableString.Invariant($"{time},{random.Next(-9, 10) * 20}");
        }
        return rows;
    }

    static int[] RandomCuts(Random random, int rows) =>
        [.. Enumerable.Range(1, rows - 1).Where(_ => random.Next(4) == 0), rows];

    static FleetReport Cut(string[] rows, int[] ends)
    {
        var shards = ends.Select((end, i) => (
            FormattableString.Invariant($"a/{i:000}.csv"),
            Encoding.UTF8.GetBytes("time_s,stress_mpa\n" + string.Join('\n', rows[(i == 0 ? 0 : ends[i - 1])..end]))));
        return Screening.Run(Open([.. shards]), Series.Parameters());
    }

    static string Run((string, byte[])[] shards, ScreeningParameters? parameters = null) =>
        Bytes(Screening.Run(Open(shards), parameters ?? Series.Parameters()));

    static IEnumerable<(string, Func<Stream>)> Open((string Key, byte[] Content)[] shards) =>
        shards.Select(s => (s.Key, (Func<Stream>)(() => new MemoryStream(s.Content))));

    // A cut changes the number of periods and nothing else; `periods` writes the number that the whole has.
    static string Bytes(FleetReport report, int? periods = null)
    {
        var text = Encoding.UTF8.GetString(Series.Bytes(report.WriteJson)) + Encoding.UTF8.GetString(Series.Bytes(report.WriteCsv));
        if (periods is null)
            return text;
        var asset = report.Assets.Single();
        return text
            .Replace($"\"periods\": {asset.Periods},", $"\"periods\": {periods},", StringComparison.Ordinal)
            .Replace($",{asset.Periods},{asset.Points},{asset.SkippedRows}\n", $",{periods},{asset.Points},{asset.SkippedRows}\n", StringComparison.Ordinal);
    }
}

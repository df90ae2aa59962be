using System.Text;

namespace CloudStacks.FatigueScreening.Tests;

public class ShardCounting
{
    static readonly (string Key, byte[] Content)[] Sample = [.. SampleFleet.Generate(2, seed: 3, rows: 300)];

    [Fact]
    public void NoChunkingOfTheStreamMatters()
    {
        var random = new Random(1);
        foreach (var (key, content) in Sample)
        {
            var expected = Series.Bytes(Series.Part(content, ShardIdentity.IsGzip(key)).WriteTo);
            for (var greatest = 1; greatest < 40; greatest++)
            {
                using var stream = new ChunkedStream(content, random, greatest);
                var part = ShardCounter.Count(stream, key, ShardIdentity.IsGzip(key), Series.Identity, Series.Parameters(), TestContext.Current.CancellationToken);
                Assert.Equal(expected, Series.Bytes(part.WriteTo));
            }
        }
    }

    [Fact]
    public void PassesRepeatTheWorkAndNotTheResult()
    {
        var thrice = Series.Parameters(s => s with { Passes = 3 });
        foreach (var (key, content) in Sample)
        {
            var gzip = ShardIdentity.IsGzip(key);
            var expected = Series.Bytes(Series.Part(content, gzip).WriteTo);
            Assert.Equal(expected, Series.Bytes(Series.Part(content, gzip, thrice).WriteTo));

            using var forwardOnly = new ChunkedStream(content, new Random(1), 1000);
            var part = ShardCounter.Count(forwardOnly, key, gzip, Series.Identity, thrice, TestContext.Current.CancellationToken);
            Assert.Equal(expected, Series.Bytes(part.WriteTo));
        }
    }

    [Fact]
    public void CancellationStopsTheCount()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            ShardCounter.Count(new MemoryStream(Sample[0].Content), "s", false, Series.Identity, Series.Parameters(), cancelled.Token));
    }

    [Fact]
    public void APartReadsBackAsItWasWritten()
    {
        var bytes = Series.Bytes(Series.Part(Sample[0].Content).WriteTo);
        Assert.Equal(bytes, Series.Bytes(ShardPart.ReadFrom(new MemoryStream(bytes)).WriteTo));
    }

    [Fact]
    public void ThePartOfTheAstmExampleIsThisText()
    {
        var csv = "time_s,stress_mpa\n0,-2\n1,1\n2,-3\n3,5\n4,-1\n5,3\n6,-4\n7,4\n8,-2\n";
        Assert.Equal(
            """{"asset":"a","closedHalfCycles":[2],"closedRanges":[4000],"exposureMicroseconds":8000000,"firstMicroseconds":0,"gapMicroseconds":0,"gaps":0,"lastMicroseconds":8000000,"period":"p","points":9,"residue":[-2000,1000,-3000,5000,-4000,4000,-2000],"schemaVersion":1,"skippedRows":0}""",
            Encoding.UTF8.GetString(Series.Bytes(Series.Part(csv).WriteTo)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"asset":"a"}""")]
    public void WhatIsNoPartIsRefused(string json) =>
        Assert.Throws<InvalidDataException>(() => ShardPart.ReadFrom(new MemoryStream(Encoding.UTF8.GetBytes(json))));

    [Theory]
    [InlineData("\"schemaVersion\":1", "\"schemaVersion\":2")]
    [InlineData("\"closedHalfCycles\":[2]", "\"closedHalfCycles\":[3]")]
    [InlineData("\"closedHalfCycles\":[2]", "\"closedHalfCycles\":[]")]
    [InlineData("\"closedRanges\":[4000]", "\"closedRanges\":[0]")]
    [InlineData("\"closedRanges\":[4000]", "\"closedRanges\":[99999999]")]
    [InlineData("\"residue\":[", "\"residue\":[2147483647,")]
    [InlineData("\"exposureMicroseconds\":8000000", "\"exposureMicroseconds\":1")]
    [InlineData("\"points\":9", "\"points\":1")]
    [InlineData("\"gaps\":0", "\"gaps\":-1")]
    [InlineData("\"asset\":\"a\"", "\"asset\":null")]
    [InlineData("\"asset\":\"a\"", "\"asset\":\"a\",\"extra\":1")]
    public void ADamagedPartIsRefused(string sound, string damaged)
    {
        var csv = "time_s,stress_mpa\n0,-2\n1,1\n2,-3\n3,5\n4,-1\n5,3\n6,-4\n7,4\n8,-2\n";
        var json = Encoding.UTF8.GetString(Series.Bytes(Series.Part(csv).WriteTo));
        Assert.Contains(sound, json, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(json.Replace(sound, damaged, StringComparison.Ordinal));
        Assert.Throws<InvalidDataException>(() => ShardPart.ReadFrom(new MemoryStream(bytes)));
    }

    [Fact]
    public void MoreOpenTurningPointsThanAMillionAreRefused()
    {
        // Swings that grow by a thousandth never close.
        var text = new StringBuilder("time_s,stress_mpa\n");
        for (var i = 0; i <= RainflowCounter.ResidueLimit; i++)
            text.Append("0,").Append(i % 2 == 0 ? "" : "-").Append(i / 1000).Append('.').Append((i % 1000).ToString("000", null)).Append('\n');
        var bad = Assert.Throws<BadInputException>(() => Series.Part(text.ToString()));
        Assert.Equal(("more than 1000000 turning points left open", 1_000_002), (bad.Found, bad.Line));
    }
}

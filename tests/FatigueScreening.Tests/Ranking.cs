using System.Text;

namespace CloudStacks.FatigueScreening.Tests;

public class Ranking
{
    [Fact]
    public void TheFastestDamageComesFirstAndTiesGoByTheBytesOfTheId()
    {
        var report = Reduce(("calm", "0,0\n9,1\n"), ("b", "0,0\n9,100\n"), ("a", "0,0\n9,100\n"), ("still", "0,5\n9,5\n"), ("hard", "0,0\n9,300\n"));
        Assert.Equal(["hard", "a", "b", "calm", "still"], report.Ranking.Select(a => a.Asset));
        Assert.Equal(["a", "b", "calm", "hard", "still"], report.Assets.Select(a => a.Asset));
        Assert.Equal([1, 2, 3, 4, 5], report.Ranking.Select(a => a.Rank));
    }

    [Fact]
    public void DamageWithoutExposureRanksFirst() =>
        Assert.Equal("instant", Reduce(("hard", "0,0\n9,300\n"), ("instant", "0,0\n0,1\n")).Ranking[0].Asset);

    [Fact]
    public void TheFleetShowsItsWorst()
    {
        var report = Reduce(("a", "0,0\n9,100\n"), ("b", "0,0\n9,300\n"));
        Assert.Equal(report.Ranking[0].LifeYears, report.Fleet.MinLifeYears);
        Assert.Equal(report.Ranking[0].Damage, report.Fleet.MaxDamage);
        Assert.Equal((2, 4L, 18.0, 1.0), (report.Fleet.Assets, report.Fleet.Points, report.Fleet.ExposureSeconds, report.Fleet.Cycles));
    }

    [Fact]
    public void BinsAreFiveWideAndTakeTheirLowerEdge()
    {
        // Ranges 4.999, 5 and 10 MPa, half a cycle each.
        var histogram = Reduce(("a", "0,0\n1,4.999\n2,-0.001\n3,9.999\n")).Assets[0].Histogram;
        Assert.Equal([(0, 5, 0.5), (5, 10, 0.5), (10, 15, 0.5)], histogram.Select(b => (b.FromMpa, b.ToMpa, b.Cycles)));
    }

    [Fact]
    public void GapsAndRestartsAreLeftOutOfTheExposureAndReported()
    {
        // 10 s, a gap of 4,000 s, 10 s; then a period whose clock starts over, 5 s.
        var parameters = Series.Parameters();
        var parts = new[] { ("1", "0,0\n10,1\n4010,0\n4020,1\n"), ("2", "0,0\n5,1\n") }.Select(p =>
            ShardCounter.Count(new MemoryStream(Encoding.UTF8.GetBytes("time_s,stress_mpa\n" + p.Item2)), "f", false, new ShardIdentity("a", p.Item1), parameters));
        var asset = FleetReport.Reduce(parts, parameters).Assets[0];
        Assert.Equal((25.0, 1L, 4000.0, 1L), (asset.ExposureSeconds, asset.Gaps, asset.GapSeconds, asset.Restarts));
    }

    [Fact]
    public void AStepOfExactlyTheGreatestGapCounts() =>
        Assert.Equal((3600.0, 0L), (Reduce(("a", "0,0\n3600,1\n")).Assets[0].ExposureSeconds, Reduce(("a", "0,0\n3600,1\n")).Assets[0].Gaps));

    [Fact]
    public void APeriodThatComesTwiceIsRefused() =>
        Assert.Contains("found the period twice", Assert.Throws<BadInputException>(() => Reduce(("a", "0,0\n"), ("a", "0,0\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void AnIdWithACommaOrQuoteIsQuotedInCsv()
    {
        var csv = Encoding.UTF8.GetString(Series.Bytes(Reduce(("a,\"b\"", "0,0\n")).WriteCsv));
        Assert.Contains("\n1,\"a,\"\"b\"\"\",0,,,0,0,0,0,0,1,1,0\n", csv, StringComparison.Ordinal);
    }

    static FleetReport Reduce(params (string Asset, string Rows)[] assets)
    {
        var parameters = Series.Parameters();
        return FleetReport.Reduce(
            assets.Select(a => ShardCounter.Count(
                new MemoryStream(Encoding.UTF8.GetBytes("time_s,stress_mpa\n" + a.Rows)), "f", false, new ShardIdentity(a.Asset, "p"), parameters)),
            parameters);
    }
}

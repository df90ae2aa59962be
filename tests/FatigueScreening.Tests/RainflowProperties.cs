namespace CloudStacks.FatigueScreening.Tests;

/// <summary>What holds of every series; 20,000 random ones each.</summary>
public class RainflowProperties
{
    const int Trials = 20_000;

    [Fact]
    public void AnyCuttingCountsAsTheWhole() => ForAll(1, (series, random) =>
    {
        var joined = new RainflowCounter();
        foreach (var piece in Cut(series, random))
        {
            var part = Series.Count(piece);
            foreach (var (range, halfCycles) in part.Closed.Ascending())
                joined.Closed.Add(range, halfCycles);
            foreach (var point in part.Residue)
                joined.Add(point);
        }

        var whole = Series.Count(series);
        Assert.Equal(whole.CountAll(), joined.CountAll());
        Assert.Equal(whole.Residue.ToArray(), joined.Residue.ToArray());
    });

    [Fact]
    public void CountingEachPieceForItselfMostlyDiffersFromTheWhole()
    {
        var (different, cut) = (0, 0);
        ForAll(2, (series, random) =>
        {
            var pieces = Cut(series, random).ToArray();
            if (pieces.Length < 2)
                return;
            cut++;
            var separate = pieces.SelectMany(p => Series.Count(p).CountAll()).GroupBy(c => c.Key).OrderBy(g => g.Key)
                .Select(g => KeyValuePair.Create(g.Key, g.Sum(c => c.Value)));
            different += separate.SequenceEqual(Series.Count(series).CountAll()) ? 0 : 1;
        });
        Assert.True(different > cut * 3 / 4, $"{different} of {cut}");
    }

    [Fact]
    public void CountsEqualTheThreePointRuleOfAstm() => ForAll(3, (series, _) =>
        Assert.Equal(ThreePointCounter.Count(series), Series.Count(series).CountAll()));

    [Fact]
    public void ShiftAndSignDoNotMatter() => ForAll(4, (series, random) =>
    {
        var shift = random.Next(-1000, 1000);
        var expected = Series.Count(series).CountAll();
        Assert.Equal(expected, Series.Count([.. series.Select(s => s + shift)]).CountAll());
        Assert.Equal(expected, Series.Count([.. series.Select(s => -s)]).CountAll());
    });

    [Fact]
    public void ScalingScalesTheRanges() => ForAll(5, (series, random) =>
    {
        var factor = random.Next(1, 1000);
        var expected = Series.Count(series).CountAll().Select(c => KeyValuePair.Create(c.Key * factor, c.Value));
        Assert.Equal(expected, Series.Count([.. series.Select(s => s * factor)]).CountAll());
    });

    [Fact]
    public void ReversingTheSeriesKeepsTheCounts() => ForAll(6, (series, _) =>
        Assert.Equal(Series.Count(series).CountAll(), Series.Count([.. series.Reverse()]).CountAll()));

    [Fact]
    public void EqualNeighboursCollapse() => ForAll(7, (series, random) =>
        Assert.Equal(
            Series.Count(series).Residue.ToArray(),
            Series.Count([.. series.SelectMany(s => Enumerable.Repeat(s, random.Next(1, 4)))]).Residue.ToArray()));

    [Fact]
    public void FirstAndLastPointStay() => ForAll(8, (series, _) =>
    {
        var residue = Series.Count(series).Residue;
        Assert.Equal((series[0], series[^1]), (residue[0], residue[^1]));
    });

    [Fact]
    public void HalfCyclesAddUpToTheReversals() => ForAll(9, (series, _) =>
    {
        var moves = series.Zip(series.Skip(1), (a, b) => Math.Sign(b - a)).Where(m => m != 0).ToArray();
        var reversals = moves.Where((m, i) => i == 0 || m != moves[i - 1]).Count();
        Assert.Equal(reversals, Series.Count(series).CountAll().Sum(c => c.Value));
    });

    static void ForAll(int seed, Action<int[], Random> claim)
    {
        var random = new Random(seed);
        for (var i = 0; i < Trials; i++)
            claim(Series.Random(random), random);
    }

    static IEnumerable<int[]> Cut(int[] series, Random random)
    {
        for (var start = 0; start < series.Length;)
        {
            var length = random.Next(1, series.Length - start + 1);
            yield return series[start..(start + length)];
            start += length;
        }
    }
}

namespace CloudStacks.FatigueScreening.Tests;

public class SkippedRows
{
    const string Csv = "time_s,stress_mpa\n0,0\nbad\n1,5\n0.5,9\n2,x\n3,1\n";

    [Fact]
    public void NeighboursOfABadRowJoin()
    {
        var part = Series.Part(Csv, Series.Parameters(s => s with { OnBadRow = BadRowRule.Skip }));

        Assert.Equal([0, 5000, 1000], part.Residue);
        Assert.Equal((3, 3, 3_000_000), (part.Points, part.SkippedRows, part.ExposureMicroseconds));
    }

    [Fact]
    public void OneMoreThanAllowedFails()
    {
        var parameters = Series.Parameters(s => s with { OnBadRow = BadRowRule.Skip, MaxBadRows = 2 });
        var bad = Assert.Throws<BadInputException>(() => Series.Part(Csv, parameters));
        Assert.Equal("a/p.csv:6:3: found 'x', expected a stress from -10000 to 10000 MPa; more than 2 rows are bad", bad.Message);
    }

    [Fact]
    public void AShardOfBadRowsOnlyFails() => Assert.Throws<BadInputException>(() =>
        Series.Part("time_s,stress_mpa\nx\ny\n", Series.Parameters(s => s with { OnBadRow = BadRowRule.Skip })));
}

namespace CloudStacks.FatigueScreening.Tests;

public class PublishedRainflowExamples
{
    [Fact]
    public void AstmE1049Figure6()
    {
        // ASTM E1049-85 5.4.4, figure 6.
        Assert.Equal([(3, 0.5), (4, 1.5), (6, 0.5), (8, 1.0), (9, 0.5)], Cycles(-2, 1, -3, 5, -1, 3, -4, 4, -2));
    }

    [Fact]
    public void SignalOfThePythonPackageRainflow()
    {
        // https://pypi.org/project/rainflow/ (version 3.1.1): the signal and its output, in units of 1e-6 here.
        var points = Enumerable.Range(0, 201).Select(i => 4.0 * i / 200).Select(t => 0.2 + 0.5 * Math.Sin(t) + 0.2 * Math.Cos(10 * t) + 0.2 * Math.Sin(4 * t));
        (double Range, double Cycles)[] expected =
        [
            (0.04258965150708488, 0.5), (0.10973439445727551, 1.0), (0.11294628078612906, 0.5), (0.2057106991158965, 1.0),
            (0.21467990941625242, 1.0), (0.4388985979776988, 1.0), (0.48305748051348263, 0.5), (0.5286423866535466, 0.5),
            (0.7809330293159786, 0.5), (1.4343610172143002, 0.5),
        ];

        var counted = Cycles([.. points.Select(p => (int)Math.Round(p * 1e6))]);

        Assert.Equal(expected.Select(e => e.Cycles), counted.Select(c => c.Cycles));
        Assert.All(expected.Zip(counted), pair => Assert.InRange(pair.Second.Range / 1e6, pair.First.Range - 1e-6, pair.First.Range + 1e-6));
    }

    static (int Range, double Cycles)[] Cycles(params int[] series) =>
        [.. Series.Count(series).CountAll().Select(c => (c.Key, c.Value * 0.5))];
}

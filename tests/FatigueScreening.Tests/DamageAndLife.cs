namespace CloudStacks.FatigueScreening.Tests;

public class DamageAndLife
{
    [Fact]
    public void DInAirReachesTenMillionCyclesAtItsFatigueLimit() =>
        // Table 2-1 gives 52.63 MPa at 1e7 cycles; three decimals of log a allow 0.1 %.
        Assert.Equal(1e7, Damage.CyclesToFailure(52.63, Series.Parameters()), 1e4);

    [Theory]
    [InlineData("B1", 106.97)]
    [InlineData("B2", 93.59)]
    [InlineData("C", 73.10)]
    [InlineData("C1", 65.50)]
    [InlineData("C2", 58.48)]
    [InlineData("D", 52.63)]
    [InlineData("E", 46.78)]
    [InlineData("F", 41.52)]
    [InlineData("F1", 36.84)]
    [InlineData("F3", 32.75)]
    [InlineData("G", 29.24)]
    [InlineData("W1", 26.32)]
    [InlineData("W2", 23.39)]
    [InlineData("W3", 21.05)]
    public void EveryNamedCurveHasTheFatigueLimitOfItsTable(string curve, double fatigueLimit)
    {
        // The column "fatigue limit at 1e7 cycles", the same in tables 2-1 and 2-2; log a is given to three decimals.
        foreach (var environment in Enum.GetValues<SnEnvironment>())
        {
            var cycles = Damage.CyclesToFailure(fatigueLimit, Series.Parameters(s => s with { Curve = curve, Environment = environment }));
            Assert.InRange(cycles, 0.997e7, 1.003e7);
        }
    }

    [Fact]
    public void TheBranchesOfEveryNamedCurveMeetAtTheirKnee()
    {
        foreach (var name in DnvCurves.Names)
        {
            foreach (var environment in Enum.GetValues<SnEnvironment>())
            {
                var p = Series.Parameters(s => s with { Curve = name, Environment = environment });
                var knee = environment == SnEnvironment.Air ? 1e7 : 1e6;
                Assert.InRange(Damage.CyclesToFailure(p.KneeStress, p) / knee, 0.999999, 1.000001);
                Assert.InRange(Damage.CyclesToFailure(p.KneeStress * 0.999999, p) / knee, 0.99, 1.01);
            }
        }
    }

    // log a1 = 12 and m1 = 3 give N = 1e12 / S^3 down to 1e6 cycles at 100 MPa; below, log a2 = 16 and m2 = 5 give N = 1e16 / S^5.
    static readonly SnCurve RoundCurve = new(3, 12, 5, 16, 1e6, ThicknessExponent: 0.5);

    [Theory]
    [InlineData(200, 1.25e5)]
    [InlineData(100, 1e6)]
    [InlineData(10, 1e11)]
    public void EachBranchIsAOverSToTheM(double stress, double cycles) =>
        Assert.Equal(cycles, Damage.CyclesToFailure(stress, Round()), cycles * 1e-9);

    [Fact]
    public void AHalfSlopeUsesTheSquareRoot() =>
        // 100^3.5 = 1e7.
        Assert.Equal(1e7, Damage.Power(100, 3.5));

    [Fact]
    public void OneFullSwingADayLastsHalfItsReciprocalDamage()
    {
        // 0 to 200 and back to 0 MPa: two half cycles of 200 MPa = 1 cycle, N = 1.25e5, damage 8e-6 in one day.
        // Life 1 d / 8e-6 = 125,000 d = 342.2313484 years of 365.25 d; with factor 2, 171.1156742; at age 100, 71.1156742 remain.
        var report = Report("0,0\n43200,200\n86400,0\n", Round() with { MaxGapMicroseconds = 86_400_000_000, DesignFatigueFactor = 2, AgeYears = 100 });

        Assert.Equal(8e-6, report.Damage, 1e-15);
        Assert.Equal(171.1156742, report.LifeYears!.Value, 1e-6);
        Assert.Equal(71.1156742, report.RemainingLifeYears!.Value, 1e-6);
    }

    [Fact]
    public void RemainingLifeIsNeverNegative() =>
        Assert.Equal(0, Report("0,0\n1,200\n2,0\n", Round() with { AgeYears = 1000 }).RemainingLifeYears);

    [Fact]
    public void WithoutStressThereIsNoLife()
    {
        var report = Report("0,7\n1,7\n", Round());
        Assert.Equal((0.0, null, null), (report.Damage, report.LifeYears, report.RemainingLifeYears));
    }

    [Fact]
    public void ConcentrationAndThicknessMultiplyTheStress()
    {
        // 2 x (100 / 25)^0.5 = 4: a range of 50 MPa counts as 200 MPa.
        var p = Series.Parameters(s => s with { CustomCurve = RoundCurve, Scf = 2, Thickness = 100 });
        Assert.Equal(4, p.StressFactor, 1e-12);
        Assert.Equal(8e-6, Report("0,0\n1,50\n2,0\n", p).Damage, 1e-15);
    }

    [Fact]
    public void APlateThinnerThanTheReferenceHasNoThicknessEffect() =>
        Assert.Equal(1, Series.Parameters(s => s with { Thickness = 10 }).StressFactor);

    static ScreeningParameters Round() => Series.Parameters(s => s with { CustomCurve = RoundCurve });

    static AssetReport Report(string rows, ScreeningParameters parameters) =>
        FleetReport.Reduce([Series.Part("time_s,stress_mpa\n" + rows, parameters)], parameters).Assets[0];
}

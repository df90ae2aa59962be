using System.Text.RegularExpressions;

namespace CloudStacks.FatigueScreening.Tests;

public partial class SettingsFacts
{
    [Fact]
    public void EveryKeyCanBeSet()
    {
        string[] values = ["F3", "seawater-cp", "1.5", "40", "32", "0.3", "3", "12.5", "60", "2", "skip", "7"];
        var settings = ScreeningSettings.Keys.Zip(values).Aggregate(new ScreeningSettings(), (s, kv) => s.With(kv.First, kv.Second));
        Assert.Equal(
            new ScreeningSettings
            {
                Curve = "F3", Environment = SnEnvironment.SeawaterCathodicProtection, Scf = 1.5, Thickness = 40, ReferenceThickness = 32,
                ThicknessExponent = 0.3, DesignFatigueFactor = 3, AgeYears = 12.5, MaxGap = 60, Passes = 2, OnBadRow = BadRowRule.Skip, MaxBadRows = 7,
            },
            settings);
    }

    [Fact]
    public void ACurveOfOnesOwnIsFiveNumbers() =>
        Assert.Equal(new SnCurve(3, 12, 5, 16, 1e6), new ScreeningSettings().With("curve", "3,12,5,16,1e6").CustomCurve);

    [Theory]
    [InlineData("scf", "0", "scf = 0: expected 0.01 to 100")]
    [InlineData("thickness", "-1", "thickness = -1: expected 0.1 to 1000 mm")]
    [InlineData("thicknessExponent", "2", "thicknessExponent = 2: expected 0 to 1")]
    [InlineData("designFatigueFactor", "0.5", "designFatigueFactor = 0.5: expected 1 to 100")]
    [InlineData("ageYears", "-1", "ageYears = -1: expected 0 to 1000 years")]
    [InlineData("maxGap", "1e10", "maxGap = 10000000000: expected 0 to 1000000000 s")]
    [InlineData("passes", "0", "passes = 0: expected 1 to 1000000")]
    [InlineData("passes", "1.5", "passes = 1.5: expected a whole number from 0 to 2147483647")]
    [InlineData("scf", "1,5", "scf = 1,5: expected a finite number with a decimal point")]
    [InlineData("scf", "NaN", "scf = NaN: expected a finite number with a decimal point")]
    [InlineData("onBadRow", "ignore", "onBadRow = ignore: expected fail or skip")]
    [InlineData("environment", "sea", "environment = sea: expected air or seawater-cp")]
    [InlineData("curve", "Z", "curve = Z: expected one of B1, B2, C, C1, C2, D, E, F, F1, F3, G, W1, W2, W3, or a curve of your own")]
    [InlineData("curve", "1,2", "curve = 1,2: expected five numbers slope1,logA1,slope2,logA2,kneeCycles")]
    [InlineData("curve", "3.3,12,5,16,1e6", "customCurve.slope1 = 3.3: expected a multiple of 0.5")]
    [InlineData("curve", "3,12,5,15,1e6", "customCurve.logA2 = 15: expected branches that meet at kneeCycles: logA2 within 0.02 of 16")]
    public void ABadSettingNamesKeyValueAndRange(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<BadSettingException>(() => ScreeningParameters.Plan(new ScreeningSettings().With(key, value))).Message);

    [Fact]
    public void AnUnknownKeyNamesTheKnownOnes() =>
        Assert.Contains("expected one of the keys curve,", Assert.Throws<BadSettingException>(() => new ScreeningSettings().With("SCF", "1")).Message, StringComparison.Ordinal);

    [Fact]
    public void NotANumberIsOutOfEveryRange() =>
        Assert.Throws<BadSettingException>(() => ScreeningParameters.Plan(new ScreeningSettings { Scf = double.NaN }));

    [Fact]
    public void TheManualListsEveryKeyAndCurve()
    {
        var manual = File.ReadAllText(RepositoryFile.Path("docs/job.md"));
        Assert.Equal(ScreeningSettings.Keys, SettingRow().Matches(manual[manual.IndexOf("## Settings", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value));
        Assert.All(DnvCurves.Names, name => Assert.Contains($"\n| {name} |", manual, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();
}

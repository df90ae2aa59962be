using System.Globalization;

namespace CloudStacks.FatigueScreening;

/// <summary>The range of every setting.</summary>
static class SettingsCheck
{
    /// <exception cref="BadSettingException">The first setting out of range.</exception>
    public static void Run(ScreeningSettings settings)
    {
        Within("scf", settings.Scf, 0.01, 100);
        Within("thickness", settings.Thickness ?? 25, 0.1, 1000, "mm");
        Within("referenceThickness", settings.ReferenceThickness ?? 25, 0.1, 1000, "mm");
        Within("thicknessExponent", settings.ThicknessExponent ?? 0, 0, 1);
        Within("designFatigueFactor", settings.DesignFatigueFactor, 1, 100);
        Within("ageYears", settings.AgeYears, 0, 1000, "years");
        Within("maxGap", settings.MaxGap, 0, 1e9, "s");
        Within("passes", settings.Passes, 1, 1_000_000);
        Within("maxBadRows", settings.MaxBadRows, 0, 1_000_000_000_000);
        Require(Enum.IsDefined(settings.OnBadRow), "onBadRow", settings.OnBadRow.ToString(), "fail or skip");
        Require(Enum.IsDefined(settings.Environment), "environment", settings.Environment.ToString(), "air or seawater-cp");
        if (settings.CustomCurve is { } curve)
            Check(curve);
    }

    static void Check(SnCurve curve)
    {
        CheckSlope("customCurve.slope1", curve.Slope1);
        CheckSlope("customCurve.slope2", curve.Slope2);
        Within("customCurve.logA1", curve.LogA1, 0, 30);
        Within("customCurve.logA2", curve.LogA2, 0, 30);
        Within("customCurve.kneeCycles", curve.KneeCycles, 1, 1e15);
        Within("customCurve.thicknessExponent", curve.ThicknessExponent, 0, 1);
        Within("customCurve.referenceThickness", curve.ReferenceThickness, 0.1, 1000, "mm");

        var logKnee = (curve.LogA1 - Math.Log10(curve.KneeCycles)) / curve.Slope1;
        var mismatch = curve.LogA2 - curve.Slope2 * logKnee - Math.Log10(curve.KneeCycles);
        // Published tables round log a to three decimals, which leaves the branches a few thousandths apart.
        var meeting = curve.Slope2 * logKnee + Math.Log10(curve.KneeCycles);
        Require(Math.Abs(mismatch) <= 0.02, "customCurve.logA2", Text(curve.LogA2), $"branches that meet at kneeCycles: logA2 within 0.02 of {Text(Math.Round(meeting, 3))}");
    }

    static void CheckSlope(string key, double slope)
    {
        Within(key, slope, 0.5, 10);
        Require(slope * 2 == Math.Floor(slope * 2), key, Text(slope), "a multiple of 0.5");
    }

    static void Within(string key, double value, double low, double high, string unit = "") =>
        Require(value >= low && value <= high, key, Text(value), $"{Text(low)} to {Text(high)} {unit}".TrimEnd());

    static void Require(bool holds, string key, string value, string expected)
    {
        if (!holds)
            throw new BadSettingException(key, value, expected);
    }

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

namespace CloudStacks.FatigueScreening;

/// <summary>
/// The numbers of a job: every power and logarithm computed once, so that all machines use the same bits.
/// The JSON form (shortest round-trip numbers) gives back the same bits.
/// </summary>
public sealed record ScreeningParameters
{
    /// <summary>How the curve is called in reports.</summary>
    public required string CurveName { get; init; }

    /// <summary>a of N = a / S^m on the first branch, S in MPa.</summary>
    public required double A1 { get; init; }

    public required double Slope1 { get; init; }

    public required double A2 { get; init; }

    public required double Slope2 { get; init; }

    /// <summary>Stress range in MPa from which the first branch holds.</summary>
    public required double KneeStress { get; init; }

    /// <summary>Stress concentration factor times thickness factor.</summary>
    public required double StressFactor { get; init; }

    public required double DesignFatigueFactor { get; init; }

    public required double AgeYears { get; init; }

    public required long MaxGapMicroseconds { get; init; }

    public required int Passes { get; init; }

    public required BadRowRule OnBadRow { get; init; }

    public required long MaxBadRows { get; init; }

    /// <summary>Checks the settings and computes the numbers.</summary>
    /// <exception cref="BadSettingException">Names the key, the value and the range.</exception>
    public static ScreeningParameters Plan(ScreeningSettings settings)
    {
        SettingsCheck.Run(settings);
        var curve = settings.CustomCurve ?? Named(settings);
        return new ScreeningParameters
        {
            CurveName = settings.CustomCurve is null ? $"{DnvCurves.Source}, {settings.Curve} {Environment(settings)}" : "custom",
            A1 = Math.Pow(10, curve.LogA1),
            Slope1 = curve.Slope1,
            A2 = Math.Pow(10, curve.LogA2),
            Slope2 = curve.Slope2,
            KneeStress = Math.Pow(10, (curve.LogA1 - Math.Log10(curve.KneeCycles)) / curve.Slope1),
            StressFactor = settings.Scf * ThicknessFactor(settings, curve),
            DesignFatigueFactor = settings.DesignFatigueFactor,
            AgeYears = settings.AgeYears,
            MaxGapMicroseconds = (long)Math.Round(settings.MaxGap * 1e6),
            Passes = settings.Passes,
            OnBadRow = settings.OnBadRow,
            MaxBadRows = settings.MaxBadRows,
        };
    }

    static SnCurve Named(ScreeningSettings settings) =>
        DnvCurves.Find(settings.Curve ?? "", settings.Environment)
        ?? throw new BadSettingException("curve", settings.Curve ?? "(none)", $"one of {string.Join(", ", DnvCurves.Names)}, or a curve of your own");

    static string Environment(ScreeningSettings settings) =>
        settings.Environment == SnEnvironment.Air ? "in air" : "in seawater with cathodic protection";

    static double ThicknessFactor(ScreeningSettings settings, SnCurve curve)
    {
        var ratio = (settings.Thickness ?? 0) / (settings.ReferenceThickness ?? curve.ReferenceThickness);
        return ratio > 1 ? Math.Pow(ratio, settings.ThicknessExponent ?? curve.ThicknessExponent) : 1;
    }
}

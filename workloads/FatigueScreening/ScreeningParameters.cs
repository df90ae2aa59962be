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
    public static ScreeningParameters Plan(ScreeningSettings settings) => throw new NotImplementedException();
}

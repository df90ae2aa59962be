namespace CloudStacks.FatigueScreening;

/// <summary>What was found for one asset.</summary>
/// <remarks>Properties stand in the order of their JSON keys, which is that of their bytes.</remarks>
public sealed record AssetReport
{
    const double MicrosecondsPerYear = 365.25 * 86_400 * 1e6;

    public required string Asset { get; init; }

    public required double Cycles { get; init; }

    /// <summary>Palmgren-Miner sum over the exposure; 1 is failure by the design curve.</summary>
    public required double Damage { get; init; }

    public required double ExposureSeconds { get; init; }

    /// <summary>Time within steps above the greatest gap, left out of the exposure.</summary>
    public required double GapSeconds { get; init; }

    public required long Gaps { get; init; }

    public required HistogramBin[] Histogram { get; init; }

    /// <summary>Exposure / (damage x design fatigue factor) in years of 365.25 d; null without damage or without exposure.</summary>
    public required double? LifeYears { get; init; }

    public required long Periods { get; init; }

    public required long Points { get; init; }

    /// <summary>Place among all assets by damage per time, from 1, the fastest first.</summary>
    public required int Rank { get; init; }

    /// <summary>Life less age, at least 0; null where life is.</summary>
    public required double? RemainingLifeYears { get; init; }

    /// <summary>Periods whose clock starts before the end of the one before.</summary>
    public required long Restarts { get; init; }

    public required long SkippedRows { get; init; }

    /// <summary>Damage without exposure has no rate that could be compared; it ranks first, as what needs a look.</summary>
    internal double DamageRate => Damage == 0 ? 0 : Damage / ExposureSeconds;

    internal static AssetReport Of(string asset, SeriesCount count, ScreeningParameters parameters)
    {
        var cycles = count.Rainflow.CountAll();
        var damage = FatigueScreening.Damage.Of(cycles, parameters);
        var years = (double)count.Exposure.Counted / MicrosecondsPerYear;
        double? life = damage > 0 && years > 0 ? years / (damage * parameters.DesignFatigueFactor) : null;
        return new AssetReport
        {
            Asset = asset,
            Cycles = cycles.Sum(c => c.Value) * 0.5,
            Damage = damage,
            ExposureSeconds = (double)count.Exposure.Counted / 1e6,
            GapSeconds = (double)count.Exposure.GapTime / 1e6,
            Gaps = count.Exposure.Gaps,
            Histogram = HistogramBin.Of(cycles),
            LifeYears = life,
            Periods = count.Periods,
            Points = count.Points,
            Rank = 0,
            RemainingLifeYears = life is { } value ? Math.Max(0, value - parameters.AgeYears) : null,
            Restarts = count.Exposure.Restarts,
            SkippedRows = count.SkippedRows,
        };
    }
}

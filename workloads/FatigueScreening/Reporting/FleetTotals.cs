namespace CloudStacks.FatigueScreening;

/// <summary>Sums over all assets, and the worst of each figure that cannot be summed.</summary>
/// <remarks>Properties stand in the order of their JSON keys, which is that of their bytes.</remarks>
public sealed record FleetTotals
{
    public required int Assets { get; init; }

    public required double Cycles { get; init; }

    public required double ExposureSeconds { get; init; }

    public required double GapSeconds { get; init; }

    public required long Gaps { get; init; }

    public required HistogramBin[] Histogram { get; init; }

    public required double MaxDamage { get; init; }

    /// <summary>Shortest life of any asset; null if none has one.</summary>
    public required double? MinLifeYears { get; init; }

    public required double? MinRemainingLifeYears { get; init; }

    public required long Periods { get; init; }

    public required long Points { get; init; }

    public required long Restarts { get; init; }

    public required long SkippedRows { get; init; }

    internal static FleetTotals Of(IReadOnlyList<AssetReport> assets) => new()
    {
        Assets = assets.Count,
        Cycles = assets.Sum(a => a.Cycles),
        ExposureSeconds = assets.Sum(a => a.ExposureSeconds),
        GapSeconds = assets.Sum(a => a.GapSeconds),
        Gaps = assets.Sum(a => a.Gaps),
        Histogram = Merge(assets.SelectMany(a => a.Histogram)),
        MaxDamage = assets.Select(a => a.Damage).DefaultIfEmpty().Max(),
        MinLifeYears = assets.Min(a => a.LifeYears),
        MinRemainingLifeYears = assets.Min(a => a.RemainingLifeYears),
        Periods = assets.Sum(a => a.Periods),
        Points = assets.Sum(a => a.Points),
        Restarts = assets.Sum(a => a.Restarts),
        SkippedRows = assets.Sum(a => a.SkippedRows),
    };

    static HistogramBin[] Merge(IEnumerable<HistogramBin> bins) =>
        [.. bins.GroupBy(b => b.FromMpa).OrderBy(g => g.Key).Select(g => g.First() with { Cycles = g.Sum(b => b.Cycles) })];
}

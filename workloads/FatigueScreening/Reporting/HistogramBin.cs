namespace CloudStacks.FatigueScreening;

/// <summary>Cycles whose range, before any stress factor, is at least <see cref="FromMpa"/> and below <see cref="ToMpa"/>.</summary>
public sealed record HistogramBin
{
    const int WidthMpa = 5;

    public required double Cycles { get; init; }

    public required int FromMpa { get; init; }

    public required int ToMpa { get; init; }

    /// <summary>The bins that are not empty, ascending.</summary>
    internal static HistogramBin[] Of(IEnumerable<KeyValuePair<int, long>> cycles) =>
    [
        .. cycles.GroupBy(c => c.Key / (WidthMpa * 1000)).OrderBy(bin => bin.Key).Select(bin => new HistogramBin
        {
            Cycles = bin.Sum(c => c.Value) * 0.5,
            FromMpa = bin.Key * WidthMpa,
            ToMpa = (bin.Key + 1) * WidthMpa,
        }),
    ];
}

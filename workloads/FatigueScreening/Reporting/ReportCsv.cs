using System.Globalization;
using System.Text;

namespace CloudStacks.FatigueScreening;

/// <summary>report.csv: a row per asset in the order of the ranking; counts exact, measured quantities with nine significant digits.</summary>
static class ReportCsv
{
    const string Header =
        "rank,asset,damage,life_years,remaining_life_years,cycles,exposure_s,gap_s,gaps,restarts,periods,points,skipped_rows";

    public static byte[] Of(IEnumerable<AssetReport> ranked)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var asset in ranked)
            text.AppendJoin(',', Fields(asset)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static IEnumerable<string> Fields(AssetReport asset) =>
    [
        Count(asset.Rank), Quote(asset.Asset), Quantity(asset.Damage), Quantity(asset.LifeYears), Quantity(asset.RemainingLifeYears),
        asset.Cycles.ToString("0.#", CultureInfo.InvariantCulture), Quantity(asset.ExposureSeconds), Quantity(asset.GapSeconds),
        Count(asset.Gaps), Count(asset.Restarts), Count(asset.Periods), Count(asset.Points), Count(asset.SkippedRows),
    ];

    static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);

    static string Quantity(double? value) => value?.ToString("G9", CultureInfo.InvariantCulture) ?? "";

    // RFC 4180, section 2.
    static string Quote(string text) => text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}

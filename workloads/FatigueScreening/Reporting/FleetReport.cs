using System.Text.Json;

namespace CloudStacks.FatigueScreening;

/// <summary>The reduce: damage and life per asset, and their ranking.</summary>
public sealed class FleetReport
{
    const int SchemaVersion = 1;

    readonly ScreeningParameters _parameters;

    FleetReport(AssetReport[] assets, ScreeningParameters parameters)
    {
        _parameters = parameters;
        Assets = [.. Rank(assets).OrderBy(a => a.Asset, Utf8Order.Comparer)];
        Ranking = [.. Assets.OrderBy(a => a.Rank)];
        Fleet = FleetTotals.Of(Assets);
    }

    /// <summary>All assets by the UTF-8 bytes of their ids.</summary>
    public IReadOnlyList<AssetReport> Assets { get; }

    /// <summary>All assets, the one whose damage grows fastest first; ties by the UTF-8 bytes of the id.</summary>
    public IReadOnlyList<AssetReport> Ranking { get; }

    public FleetTotals Fleet { get; }

    /// <summary>Joins the parts of each asset in the order given and evaluates them.</summary>
    /// <param name="parts">All parts, in the order of their shards' keys by UTF-8 bytes. Read once.</param>
    /// <param name="parameters">The job's numbers.</param>
    /// <exception cref="BadInputException">A period comes twice, or too many turning points stay open.</exception>
    public static FleetReport Reduce(IEnumerable<ShardPart> parts, ScreeningParameters parameters)
    {
        var counts = new Dictionary<string, SeriesCount>(StringComparer.Ordinal);
        var seen = new HashSet<(string, string)>();
        foreach (var part in parts)
        {
            if (!seen.Add((part.Asset, part.Period)))
                throw new BadInputException($"{part.Asset}/{part.Period}", 1, 1, "the period twice", "one shard, .csv or .csv.gz, for each period");
            if (!counts.TryGetValue(part.Asset, out var count))
                counts.Add(part.Asset, count = new SeriesCount(parameters));
            count.Join(part);
        }
        return new FleetReport([.. counts.Select(c => AssetReport.Of(c.Key, c.Value, parameters))], parameters);
    }

    /// <summary>Writes report.json: keys sorted, numbers in their shortest form that reads back the same, LF.</summary>
    public void WriteJson(Stream stream)
    {
        var document = new ReportDocument(Assets, Fleet, ReportMethod.Of(_parameters), [.. Ranking.Select(a => a.Asset)], SchemaVersion);
        JsonSerializer.Serialize(stream, document, JsonForm.Indented.ReportDocument);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes report.csv: a row per asset in the order of the ranking.</summary>
    public void WriteCsv(Stream stream) => stream.Write(ReportCsv.Of(Ranking));

    static IEnumerable<AssetReport> Rank(AssetReport[] assets) =>
        assets.OrderByDescending(a => a.DamageRate).ThenBy(a => a.Asset, Utf8Order.Comparer).Select((a, i) => a with { Rank = i + 1 });
}

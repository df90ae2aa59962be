namespace CloudStacks.FatigueScreening;

/// <summary>The reduce: damage and life per asset, and their ranking.</summary>
public sealed class FleetReport
{
    /// <summary>Joins the parts of each asset in the order given and evaluates them.</summary>
    /// <param name="parts">All parts, in the order of their shards' keys by UTF-8 bytes. Read once.</param>
    /// <param name="parameters">The job's numbers.</param>
    public static FleetReport Reduce(IEnumerable<ShardPart> parts, ScreeningParameters parameters) => throw new NotImplementedException();

    /// <summary>Writes report.json.</summary>
    public void WriteJson(Stream stream) => throw new NotImplementedException();

    /// <summary>Writes report.csv.</summary>
    public void WriteCsv(Stream stream) => throw new NotImplementedException();
}

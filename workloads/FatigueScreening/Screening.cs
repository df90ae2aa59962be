namespace CloudStacks.FatigueScreening;

/// <summary>The whole job in one process: what every parallel run must agree with, byte for byte.</summary>
public static class Screening
{
    /// <summary>Counts the shards in the order of their keys and reduces them.</summary>
    /// <param name="shards">Key and content of each shard, in any order.</param>
    /// <param name="parameters">The job's numbers.</param>
    /// <param name="prefix">The start that all keys share.</param>
    /// <exception cref="BadInputException">A shard or a key is bad.</exception>
    public static FleetReport Run(IEnumerable<(string Key, Func<Stream> Open)> shards, ScreeningParameters parameters, string prefix = "") =>
        FleetReport.Reduce(shards.OrderBy(s => s.Key, Utf8Order.Comparer).Select(s => Count(s.Key, s.Open, parameters, prefix)), parameters);

    static ShardPart Count(string key, Func<Stream> open, ScreeningParameters parameters, string prefix)
    {
        using var content = open();
        return ShardCounter.Count(content, key, ShardIdentity.IsGzip(key), ShardIdentity.Parse(key, prefix), parameters);
    }
}

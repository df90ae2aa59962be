namespace CloudStacks.FatigueScreening;

/// <summary>The map: counts one shard.</summary>
public static class ShardCounter
{
    /// <summary>Streams a shard once per pass and counts its cycles.</summary>
    /// <param name="content">The shard's bytes. Rewound for further passes if it can seek, else held in memory.</param>
    /// <param name="fileName">What errors call the shard.</param>
    /// <param name="gzip">Whether the bytes are gzip.</param>
    /// <param name="identity">The asset and period that the part is for.</param>
    /// <param name="parameters">The job's numbers.</param>
    /// <param name="cancellation">Looked at every few thousand rows.</param>
    /// <exception cref="BadInputException">The shard can never be counted; the message names file, line and column.</exception>
    public static ShardPart Count(
        Stream content, string fileName, bool gzip, ShardIdentity identity, ScreeningParameters parameters, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}

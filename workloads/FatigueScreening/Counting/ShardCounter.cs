namespace CloudStacks.FatigueScreening;

/// <summary>The map: counts one shard.</summary>
public static class ShardCounter
{
    /// <summary>Streams a shard once per pass and counts its cycles.</summary>
    /// <param name="content">The shard's bytes. With more than one pass it is rewound if it can seek, else held in memory.</param>
    /// <param name="fileName">What errors call the shard.</param>
    /// <param name="gzip">Whether the bytes are gzip.</param>
    /// <param name="identity">The asset and period that the part is for.</param>
    /// <param name="parameters">The job's numbers.</param>
    /// <param name="cancellation">Looked at every few thousand rows.</param>
    /// <exception cref="BadInputException">The shard can never be counted; the message names file, line and column.</exception>
    public static ShardPart Count(
        Stream content, string fileName, bool gzip, ShardIdentity identity, ScreeningParameters parameters, CancellationToken cancellation = default)
    {
        if (parameters.Passes > 1 && !content.CanSeek)
            content = Hold(content);

        var start = content.CanSeek ? content.Position : 0;
        var count = new ShardReader(fileName, parameters, cancellation).Read(content, gzip);
        for (var pass = 2; pass <= parameters.Passes; pass++)
        {
            content.Position = start;
            count = new ShardReader(fileName, parameters, cancellation).Read(content, gzip);
        }
        return ShardPart.Of(identity, count);
    }

    static MemoryStream Hold(Stream content)
    {
        var held = new MemoryStream();
        content.CopyTo(held);
        held.Position = 0;
        return held;
    }
}

namespace CloudStacks.FatigueScreening;

/// <summary>What the map leaves of one shard: closed cycles, open turning points, exposure. Equal shards give equal bytes.</summary>
public sealed class ShardPart
{
    public required string Asset { get; init; }

    public required string Period { get; init; }

    /// <summary>Writes canonical JSON: one line, keys sorted, no white space.</summary>
    public void WriteTo(Stream stream) => throw new NotImplementedException();

    /// <exception cref="InvalidDataException">The bytes are not a part.</exception>
    public static ShardPart ReadFrom(Stream stream) => throw new NotImplementedException();
}

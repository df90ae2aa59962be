using System.Text.Json;

namespace CloudStacks.FatigueScreening;

/// <summary>What the map leaves of one shard: closed cycles, open turning points, exposure. Equal shards give equal bytes.</summary>
/// <remarks>Stresses and ranges are thousandths of MPa, times microseconds. Properties stand in the order of their JSON keys, which is that of their bytes.</remarks>
public sealed class ShardPart
{
    /// <summary>Version of the JSON form.</summary>
    public const int CurrentSchemaVersion = 1;

    public required string Asset { get; init; }

    /// <summary>Half cycles of each of <see cref="ClosedRanges"/>; even, as closed cycles are whole.</summary>
    public required long[] ClosedHalfCycles { get; init; }

    /// <summary>Ranges of the closed cycles, ascending.</summary>
    public required int[] ClosedRanges { get; init; }

    /// <summary>Sum of the steps of at most the greatest gap.</summary>
    public required long ExposureMicroseconds { get; init; }

    public required long FirstMicroseconds { get; init; }

    public required long GapMicroseconds { get; init; }

    /// <summary>Number of steps above the greatest gap.</summary>
    public required long Gaps { get; init; }

    public required long LastMicroseconds { get; init; }

    public required string Period { get; init; }

    /// <summary>Rows counted.</summary>
    public required long Points { get; init; }

    /// <summary>Turning points left open, the first and the last point of the shard included.</summary>
    public required int[] Residue { get; init; }

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Rows left out because they were bad.</summary>
    public required long SkippedRows { get; init; }

    /// <summary>Writes canonical JSON: one line, keys sorted, no white space.</summary>
    public void WriteTo(Stream stream) => JsonSerializer.Serialize(stream, this, JsonForm.Compact.ShardPart);

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a part; the message says why.</exception>
    public static ShardPart ReadFrom(Stream stream)
    {
        try
        {
            var part = JsonSerializer.Deserialize(stream, JsonForm.Compact.ShardPart)
                ?? throw new InvalidDataException("A part is missing: found null, expected an object.");
            return ShardPartCheck.FirstFault(part) is { } fault
                ? throw new InvalidDataException($"The part of {part.Asset}/{part.Period} is not sound: {fault}.")
                : part;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"A part is not readable: {e.Message}", e);
        }
    }

    internal static ShardPart Of(ShardIdentity identity, SeriesCount count)
    {
        var closed = count.Rainflow.Closed.Ascending();
        return new ShardPart
        {
            Asset = identity.Asset,
            ClosedHalfCycles = [.. closed.Select(c => c.Value)],
            ClosedRanges = [.. closed.Select(c => c.Key)],
            ExposureMicroseconds = (long)count.Exposure.Counted,
            FirstMicroseconds = count.Exposure.First!.Value,
            GapMicroseconds = (long)count.Exposure.GapTime,
            Gaps = count.Exposure.Gaps,
            LastMicroseconds = count.Exposure.Last!.Value,
            Period = identity.Period,
            Points = count.Points,
            Residue = count.Rainflow.Residue.ToArray(),
            SkippedRows = count.SkippedRows,
        };
    }
}

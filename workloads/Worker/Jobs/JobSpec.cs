using System.Collections.Immutable;

namespace CloudStacks.Worker.Jobs;

/// <summary>All that decides a job's result: the content of <c>job.json</c>. Written once, by <see cref="Planner"/>.</summary>
public sealed record JobSpec
{
    public const int CurrentSchema = 1;

    public required int Schema { get; init; }

    /// <summary>The key prefix of the input, ending in a slash.</summary>
    public required string Input { get; init; }

    /// <summary>What is done with each shard.</summary>
    public required TaskSpec Task { get; init; }

    /// <summary>The shards in the order of their keys by UTF-8 bytes.</summary>
    public required ImmutableArray<ShardSpec> Shards { get; init; }
}

/// <summary>One object of the input.</summary>
/// <param name="Name">The key without the input's prefix.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">The content that was planned; a shard that has changed since fails.</param>
public sealed record ShardSpec(string Name, long Size, string ETag);

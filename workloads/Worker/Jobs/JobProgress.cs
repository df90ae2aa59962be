using System.Collections.Immutable;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>How far a job is.</summary>
/// <param name="Total">Shards in the job.</param>
/// <param name="Done">Shards with a result.</param>
/// <param name="Failures">Shards that failed for good in the current round, in shard order.</param>
/// <param name="Round">The current round.</param>
/// <param name="End">How the current round ended, if it has.</param>
public sealed record JobProgress(int Total, int Done, ImmutableArray<ShardFailure> Failures, int Round, EndMark End)
{
    public int Failed => Failures.Length;

    /// <summary>Whether every shard has an outcome: then an end mark must follow.</summary>
    public bool Covered => Done + Failed == Total;

    /// <exception cref="UsageException">There is no such job.</exception>
    public static Task<JobProgress> ReadAsync(IObjectStore store, JobId job, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}

/// <summary>How a round ended.</summary>
public enum EndMark { None, Success, Failed }

/// <summary>A shard that failed for good.</summary>
/// <param name="Shard">Index into the spec's shards.</param>
/// <param name="Name">The shard's name.</param>
/// <param name="Error">What was wrong and where, readable.</param>
public sealed record ShardFailure(int Shard, string Name, string Error);

using System.Collections.Immutable;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>How far a job is.</summary>
/// <param name="Total">Shards in the job.</param>
/// <param name="Done">Shards with a result.</param>
/// <param name="Failed">Shards that failed for good in the current round.</param>
/// <param name="Round">The current round.</param>
/// <param name="End">How the current round ended, if it has.</param>
/// <param name="Mark">Why it failed, if it has: every shard with its error.</param>
public sealed record JobProgress(int Total, int Done, int Failed, int Round, EndMark End, FailedMark? Mark)
{
    /// <summary>The shards that failed, with their errors, once the round has ended with <see cref="EndMark.Failed"/>.</summary>
    public ImmutableArray<ShardFailure> Failures => Mark?.Failures ?? [];

    /// <summary>Whether every shard has an outcome: then an end mark must follow.</summary>
    public bool Covered => Done + Failed >= Total;

    /// <exception cref="UsageException">There is no such job.</exception>
    public static async Task<JobProgress> ReadAsync(IObjectStore store, JobId job, CancellationToken cancellation = default)
    {
        var layout = new JobLayout(job);
        var spec = await JobSpec.ReadAsync(store, layout, cancellation);
        var round = (await Rounds.CurrentAsync(store, layout, spec, cancellation)).Number;
        // The end mark comes last, so it is read first: a mark that is seen has all its parts behind it.
        var succeeded = await store.HeadAsync(layout.SuccessMark, cancellation) is not null;
        var mark = succeeded ? null : await ReadMarkAsync(store, layout.FailedMark(round), cancellation);
        var end = succeeded ? EndMark.Success : mark is null ? EndMark.None : EndMark.Failed;

        var done = await CountAsync(store, layout.Parts, cancellation);
        var failed = await CountAsync(store, layout.FailedIn(round), cancellation);
        return new JobProgress(spec.Shards.Length, done, failed, round, end, mark);
    }

    static async Task<FailedMark?> ReadMarkAsync(IObjectStore store, string key, CancellationToken cancellation) =>
        await store.ReadAsync(key, cancellation) is { } json ? JobJson.Read(key, json, JobJson.Default.FailedMark) : null;

    static async Task<int> CountAsync(IObjectStore store, string prefix, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var found in store.ListAsync(prefix, cancellation: cancellation))
            count += found.Key.EndsWith(".json", StringComparison.Ordinal) ? 1 : 0;
        return count;
    }
}

/// <summary>How a round ended.</summary>
public enum EndMark { None, Success, Failed }

/// <summary>A shard that failed for good.</summary>
/// <param name="Shard">Index into the spec's shards.</param>
/// <param name="Name">The shard's name.</param>
/// <param name="Error">What was wrong and where, readable.</param>
public sealed record ShardFailure(int Shard, string Name, string Error);

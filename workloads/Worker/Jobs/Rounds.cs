using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>The rounds of a job: one object for each round after the first.</summary>
public static class Rounds
{
    /// <summary>The latest round.</summary>
    public static Task<Round> CurrentAsync(IObjectStore store, JobLayout layout, JobSpec spec, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Starts the next round, for the shards that failed in the current one.</summary>
    /// <exception cref="UsageException">The current round is not over, or nothing failed in it.</exception>
    public static Task<Round> StartNextAsync(IObjectStore store, JobLayout layout, JobSpec spec, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}

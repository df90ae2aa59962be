using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Jobs;

/// <summary>A planned job as a task sees it: what to do, and where.</summary>
/// <param name="Store">Where input and results are.</param>
/// <param name="Layout">The keys.</param>
/// <param name="Spec">What is to be done.</param>
/// <param name="Round">Which shards are tried now.</param>
/// <param name="Log">Takes plain lines.</param>
public sealed record Job(IObjectStore Store, JobLayout Layout, JobSpec Spec, Round Round, TextWriter Log)
{
    /// <summary>What ties parts to this job.</summary>
    public string Hash { get; } = Spec.ResultHash();

    /// <summary>The work itself.</summary>
    public IShardTask Task { get; init; } = ShardTasks.Of(Spec.Task, Log);

    /// <exception cref="UsageException">There is no such job.</exception>
    public static async Task<Job> OpenAsync(IObjectStore store, JobId id, TextWriter log, CancellationToken cancellation = default)
    {
        var layout = new JobLayout(id);
        var spec = await JobSpec.ReadAsync(store, layout, cancellation);
        return new Job(store, layout, spec, await Rounds.CurrentAsync(store, layout, spec, cancellation), log);
    }
}

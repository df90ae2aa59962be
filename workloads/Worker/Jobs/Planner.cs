using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>Makes a job out of an input: <c>job.json</c>, then its tickets. Planning again does nothing; planning something else is an error.</summary>
public static class Planner
{
    /// <summary>Uploads the input if asked to, lists it, writes <c>job.json</c> and tickets. A job without shards is reduced at once.</summary>
    /// <exception cref="UsageException">The request cannot be planned.</exception>
    /// <exception cref="InconsistentException">The job exists with another spec, or an object of the input with other content.</exception>
    public static Task<JobSpec> PlanAsync(IObjectStore store, PlanRequest request, TextWriter log, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}

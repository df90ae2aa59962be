using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>Makes a job out of an input: <c>job.json</c>, then its tickets. Planning again does nothing; planning something else is an error.</summary>
public static class Planner
{
    /// <summary>The most shards of one job: every task reads the whole list.</summary>
    public const int MostShards = 100_000;

    /// <summary>Uploads the input if asked to, lists it, writes <c>job.json</c> and tickets. A job without shards is reduced at once.</summary>
    /// <exception cref="UsageException">The request cannot be planned.</exception>
    /// <exception cref="BadInputException">An object of the input has a key that the fatigue screening cannot read.</exception>
    /// <exception cref="InconsistentException">The job exists with another spec, or an object of the input with other content.</exception>
    public static async Task<JobSpec> PlanAsync(IObjectStore store, PlanRequest request, TextWriter log, CancellationToken cancellation = default)
    {
        var layout = new JobLayout(request.Job);
        var input = InputPrefix.Parse(request.Input);
        var task = TaskSpec.Of(request);
        if (request.UploadFrom is { } folder)
            await InputUpload.RunAsync(store, folder, input, log, cancellation);

        var spec = new JobSpec
        {
            Schema = JobSpec.CurrentSchema,
            Input = input,
            Task = task,
            Shards = await InputShards.ListAsync(store, input, task.IsShard, cancellation),
        };
        await store.CommitAsync(layout.Spec, spec.ToJson(), $"job '{request.Job}' was planned from another input, task or settings; choose another id", cancellation);
        await log.WriteLineAsync($"job {request.Job}: {spec.Shards.Length} shards under {store.Address}/{input}");

        if (request.Tickets is { } tickets)
            await Ticket.WriteAllAsync(tickets, request.Job, new Round(0, [.. Enumerable.Range(0, spec.Shards.Length)]), cancellation);
        if (spec.Shards.IsEmpty)
            await Ending.ReduceNowAsync(await Job.OpenAsync(store, request.Job, log, cancellation), cancellation);
        return spec;
    }
}

using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Commands;

/// <summary>The worker without arguments: finds out from the environment which service started it and what it is to do.</summary>
public static class RunHere
{
    public static Task<int> RunAsync(WorkerEnvironment environment, TextWriter log, CancellationToken cancellation)
    {
        var platform = PlatformList.Detect(environment);
        var job = JobId.Parse(JobOptions.JobIn(environment));
        var store = ObjectStores.Open(JobOptions.StoreIn(environment));
        var ending = new Ending(HasReduceStep(environment));
        return platform.RunAsync(environment, (slice, attempt, stop) => MapAsync(store, job, slice, attempt, ending, log, stop), cancellation);
    }

    static async Task<int> MapAsync(IObjectStore store, JobId id, Slice slice, string attempt, Ending ending, TextWriter log, CancellationToken cancellation)
    {
        var job = await Job.OpenAsync(store, id, log, cancellation);
        await SliceRunner.NoteAttemptAsync(job, slice, attempt, TimeProvider.System, cancellation);
        return await SliceRunner.RunAsync(job, slice, ending, cancellation);
    }

    static bool HasReduceStep(WorkerEnvironment environment) => environment.Require(Variables.Reduce, "step or last") switch
    {
        "step" => true,
        "last" => false,
        var other => throw new UsageException($"{Variables.Reduce} = {other}: expected step or last"),
    };
}

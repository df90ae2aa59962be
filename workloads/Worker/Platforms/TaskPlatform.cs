using CloudStacks.Worker.Commands;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Platforms;

/// <summary>A service that starts a process for each slice of the job that its environment names.</summary>
abstract class TaskPlatform : IPlatform
{
    public abstract string Name { get; }

    public abstract bool IsHere(WorkerEnvironment environment);

    /// <summary>Finds out which slice the process is, and runs it.</summary>
    public abstract Task<int> RunAsync(WorkerEnvironment environment, MapSlice map, CancellationToken cancellation);

    public Task<int> RunAsync(WorkerEnvironment environment, Func<Work> open, CancellationToken cancellation)
    {
        var job = JobId.Parse(JobOptions.JobIn(environment));
        var work = open();
        return RunAsync(environment, async (slice, attempt, stop) => await work.MapAsync(await work.OpenAsync(job, stop), slice, attempt, stop), cancellation);
    }
}

/// <summary>Runs one slice of the job.</summary>
/// <param name="slice">Which one.</param>
/// <param name="attempt">The service's own id for this try.</param>
/// <param name="cancellation">Set on SIGTERM.</param>
delegate Task<int> MapSlice(Slice slice, string attempt, CancellationToken cancellation);

using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Platforms;

/// <summary>What services ask of a worker: slices of jobs, and the reduce. A process may be asked many times.</summary>
/// <param name="store">The job store.</param>
/// <param name="ending">What the last task to finish does.</param>
/// <param name="log">Takes plain lines.</param>
public sealed class Work(IObjectStore store, Ending ending, TextWriter log)
{
    // A spec is written once, so that a warm process need not read it again; a new round is seen at every call.
    Job? _last;

    /// <summary>Takes plain lines.</summary>
    public TextWriter Log => log;

    /// <exception cref="UsageException">There is no such job.</exception>
    public async Task<Job> OpenAsync(JobId id, CancellationToken cancellation) => _last = _last is { } known && known.Layout.Job == id
        ? known with { Round = await Rounds.CurrentAsync(store, known.Layout, known.Spec, cancellation) }
        : await Job.OpenAsync(store, id, log, cancellation);

    /// <summary>Runs one slice of the job's current round; see <see cref="SliceRunner.RunAsync"/>.</summary>
    /// <param name="job">The job.</param>
    /// <param name="slice">Which slice.</param>
    /// <param name="attempt">The service's own id for this try.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public async Task<int> MapAsync(Job job, Slice slice, string attempt, CancellationToken cancellation)
    {
        await SliceRunner.NoteAttemptAsync(job, slice, attempt, TimeProvider.System, cancellation);
        return await SliceRunner.RunAsync(job, slice, ending, cancellation);
    }
}

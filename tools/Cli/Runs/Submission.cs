using CloudStacks.Cli.Runbooks;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Runs;

/// <summary>The service's side of a job is over, whatever marks it left.</summary>
/// <param name="Reason">What the service says.</param>
/// <param name="Slice">The slice that it says so of; null where it is the job as a whole.</param>
internal sealed record ServiceEnd(string Reason, int? Slice = null)
{
    /// <summary>Whether the service should have reduced by itself: then a job that it gave up is not ended in its place, which would hide why.</summary>
    public bool OwnReduce { get; init; }
}

/// <summary>A job on the service: submitted by the runbook, asked for, and started again where the service does not do that itself.</summary>
/// <param name="runner">Runs the commands.</param>
/// <param name="runbook">The runbook.</param>
/// <param name="values">The run's own values.</param>
/// <param name="keep">Keeps what was captured after every command, so that a run that is cut off can still be found and cancelled.</param>
/// <param name="pause">The pause before a slice that could not be started is started for the second time.</param>
/// <param name="clock">The clock.</param>
internal sealed class Submission(ICommandRunner runner, Runbook runbook, RunValues values, Action<RunValues> keep, TimeSpan pause, TimeProvider clock)
{
    private readonly RunbookExecutor executor = new(runner, clock);
    private readonly Relauncher? relauncher = runbook.Relaunch is { } relaunch ? new(relaunch, values.Slices, pause, clock) : null;
    private RunValues values = values;

    /// <summary>Submits the job; a slice that is refused is tried again later where the runbook says so.</summary>
    public async Task SubmitAsync(CancellationToken cancellationToken)
    {
        await foreach (var result in executor.ListAsync(runbook.Submit, values, cancellationToken))
        {
            Take(relauncher is null ? result.Expected() : result);
        }
    }

    /// <summary>Asks the service and starts what has to be started again. Null while the job goes on.</summary>
    public async Task<ServiceEnd?> AskAsync(CancellationToken cancellationToken)
    {
        var failed = false;
        await foreach (var result in executor.RunAsync(runbook.Watch, values, cancellationToken))
        {
            failed |= result.SaysFailed;
            relauncher?.Read(result);
        }
        if (relauncher is null)
        {
            return failed ? new("the service gave the job up") { OwnReduce = runbook.ReduceStep } : null;
        }
        await LaunchAsync(relauncher, cancellationToken);
        return relauncher.Failure(values) ?? (relauncher.IsIdle(values) ? new("every task has ended") : null);
    }

    // A step that prepares the job as a whole was done when it was submitted.
    private async Task LaunchAsync(Relauncher tries, CancellationToken cancellationToken)
    {
        foreach (var slice in tries.Due(values))
        {
            var chosen = (values with { ChosenSlices = [slice] }).With("attempt", tries.Again(slice, values));
            await foreach (var result in executor.AgainAsync([.. runbook.Submit.Where(step => step.Repeat == Repeat.PerSlice)], chosen, cancellationToken))
            {
                Take(result);
            }
        }
    }

    private void Take(StepResult result)
    {
        relauncher?.Note(result);
        values = values with { ByName = result.Values.ByName };
        keep(values);
    }
}

using CloudStacks.Cli.Runbooks;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Places;

/// <summary>What bringing a stack down left.</summary>
/// <param name="Removed">How many resources went.</param>
/// <param name="Leftovers">What is still there and is not listed residue.</param>
/// <param name="Residue">What the service keeps by itself.</param>
public sealed record TeardownResult(int Removed, IReadOnlyList<string> Leftovers, IReadOnlyList<Residue> Residue);

/// <summary>Brings a stack down: cancels its jobs, waits for them, removes every resource, and looks for what is left.</summary>
internal sealed class Teardown(TimeProvider clock, Action<string> say)
{
    private static readonly TimeSpan LongestCancel = TimeSpan.FromMinutes(10);

    public async Task<TeardownResult> RunAsync(IDeployment stack, CancellationToken cancellationToken)
    {
        var runbook = StackRunbook.Find(await stack.OutputsAsync(cancellationToken));
        var records = new RunRecords(stack.Folder);
        if (runbook is not null && stack.MayHaveRun)
        {
            await CancelAsync(stack, runbook, cancellationToken);
        }
        var removed = await stack.DownAsync(cancellationToken);
        var leftovers = await stack.FindLeftoversAsync(runbook, cancellationToken);
        if (leftovers.Count == 0)
        {
            records.Clear();
        }
        return new(removed.Deleted, leftovers, runbook is null ? [] : [.. runbook.Residue]);
    }

    /// <summary>Cancels until the cancel steps find nothing any more: a service takes a while to stop what runs.</summary>
    private async Task CancelAsync(IDeployment stack, Runbook runbook, CancellationToken cancellationToken)
    {
        await using var session = await stack.OpenAsync(FaultPlan.None, cancellationToken);
        var started = clock.GetTimestamp();
        while (await CancelOnceAsync(session, runbook, cancellationToken) is { Count: > 0 } active)
        {
            if (clock.GetElapsedTime(started) > LongestCancel)
            {
                throw new CliException($"still running after {LongestCancel.TotalMinutes:0} minutes: {string.Join(", ", active)}", "wait, then cloudstacks down again");
            }
            say($"waiting for {active.Count} jobs to stop …");
            await Task.Delay(stack.PollInterval, clock, cancellationToken);
        }
    }

    private async Task<IReadOnlyCollection<string>> CancelOnceAsync(ISession session, Runbook runbook, CancellationToken cancellationToken)
    {
        // What is cancelled one by one was active a moment ago.
        var names = runbook.Cancel.Where(step => step is { Repeat: Repeat.PerValue, AtOnce: false }).Select(Placeholders.Varying).Distinct().ToList();
        var active = new HashSet<string>();
        await foreach (var result in new RunbookExecutor(session, clock).RunAsync(runbook.Cancel, RunValues.For("none", 0, 0), cancellationToken))
        {
            active.UnionWith(names.SelectMany(name => result.Values.Of(name)));
            active.UnionWith(result.SaysPending ? [result.Step.Name] : []);
        }
        return active;
    }
}

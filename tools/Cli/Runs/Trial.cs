using System.Collections.Immutable;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Terminals;

namespace CloudStacks.Cli.Runs;

/// <summary>Deploys a stack, runs a job on it, compares the reports with the plain library's, and leaves nothing behind.</summary>
internal sealed class Trial(CliHost host, Terminal terminal, IDeployment stack)
{
    public async Task<TrialResult> RunAsync(RunSettings settings, bool keep, CancellationToken cancellationToken)
    {
        TrialResult result;
        try
        {
            result = await DeployAndRunAsync(settings, cancellationToken);
        }
        catch (OperationCanceledException) when (!keep && cancellationToken.IsCancellationRequested)
        {
            terminal.Say("stopped; bringing the stack down (Ctrl-C again leaves it) …");
            await RemoveAfterFailureAsync();
            throw new CliException("the trial was stopped", exitCode: ExitCodes.Interrupted);
        }
        catch when (!keep)
        {
            terminal.Say("the trial failed; bringing the stack down …");
            await RemoveAfterFailureAsync();
            throw;
        }
        if (!keep)
        {
            var down = await new Teardown(host.Clock, terminal.Say).RunAsync(stack, cancellationToken);
            TeardownText.Say(terminal, stack, down);
            result = result with { Removed = down.Removed, Leftovers = down.Leftovers };
        }
        TrialTable.Write(terminal, stack.Service, result);
        return result;
    }

    private async Task<TrialResult> DeployAndRunAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        var config = ConfigChanges.None with { Plain = Pairs.Of(settings.Set).Config };
        var created = await stack.UpAsync(config, cancellationToken);
        terminal.Say($"up: {created}");
        var runbook = await StackRunbook.LoadAsync(stack, cancellationToken);
        var request = RunRequest.From(settings, host.Clock);
        using var input = InputFolder.Of(settings, host);
        await using var session = await stack.OpenAsync(request.Faults, cancellationToken);
        var run = await new JobRun(host, terminal, stack, session, runbook).StartAsync(request, input, cancellationToken);
        RunText.Say(terminal, stack.Service, run);
        if (!run.Succeeded || request.Command is not null)
        {
            return new(run, null, null, created.Created, 0, []);
        }
        var reference = Reference.Compute(input, request.Screening);
        var same = await IsSameAsync(run.Reports, reference, cancellationToken);
        if (!same)
        {
            terminal.Say("error: report.json or report.csv differs from the plain library's");
        }
        var overhead = session.Worker is { } worker && run.Tasks > 0 ? await OverheadAsync(run, new(host, worker), input, request, cancellationToken) : (double?)null;
        return new(run, same, overhead, created.Created, 0, []);
    }

    private static async Task<double> OverheadAsync(RunOutcome run, Baseline baseline, InputFolder input, RunRequest request, CancellationToken cancellationToken)
    {
        var alone = await baseline.MeasureAsync(input, request, cancellationToken);
        return ((run.Seconds * Math.Min(run.Tasks, Environment.ProcessorCount)) - alone.TotalSeconds) / run.Tasks;
    }

    private static async Task<bool> IsSameAsync(ImmutableArray<string> reports, Reference reference, CancellationToken cancellationToken)
    {
        var expected = new Dictionary<string, byte[]> { ["report.json"] = reference.Json, ["report.csv"] = reference.Csv };
        foreach (var report in reports)
        {
            var actual = await File.ReadAllBytesAsync(report, cancellationToken);
            if (!expected.Remove(Path.GetFileName(report), out var bytes) || !bytes.AsSpan().SequenceEqual(actual))
            {
                return false;
            }
        }
        return expected.Count == 0;
    }

    /// <summary>Removes the stack although the trial failed or was stopped; a failure in here must not hide the first one.</summary>
    private async Task RemoveAfterFailureAsync()
    {
        try
        {
            TeardownText.Say(terminal, stack, await new Teardown(host.Clock, terminal.Say).RunAsync(stack, CancellationToken.None));
        }
#pragma warning disable CA1031 // Whatever fails here is told, and the first failure goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            terminal.Say($"the stack could not be brought down: {exception.Message}");
            terminal.Say($"next:  cloudstacks down {stack.Service} --stack {stack.Name}");
        }
    }
}

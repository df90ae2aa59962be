using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Runbooks;

/// <summary>Executes a phase of a runbook, the same in both places.</summary>
public sealed class RunbookExecutor(ICommandRunner runner, TimeProvider clock)
{
    private const int MaxAttempts = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Runs the steps in order and yields each command as it is done. Throws <see cref="CliException"/> at the first that fails.</summary>
    public async IAsyncEnumerable<StepResult> RunAsync(
        ImmutableArray<RunbookStep> steps, RunValues values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var result in ListAsync(steps, values, cancellationToken))
        {
            yield return result.Expected();
        }
    }

    /// <summary>Like <see cref="RunAsync"/>, but leaves it to the caller what an entry at <see cref="RunbookStep.MustBeEmpty"/> means.</summary>
    public IAsyncEnumerable<StepResult> ListAsync(ImmutableArray<RunbookStep> steps, RunValues values, CancellationToken cancellationToken) =>
        AgainAsync(steps, values.Without(steps.SelectMany(step => step.Captures.Keys)), cancellationToken);

    /// <summary>Like <see cref="ListAsync"/>, but adds to what the same steps captured before.</summary>
    public async IAsyncEnumerable<StepResult> AgainAsync(
        ImmutableArray<RunbookStep> steps, RunValues values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var step in steps.Where(step => values.Meets(step.When)))
        {
            foreach (var invocation in Invocations.Of(step, values).ToList())
            {
                var result = new StepResult(step, invocation.Argv, await RunStepAsync(step, invocation.Argv, cancellationToken), values) { Slice = invocation.Values.Slice };
                values = step.Captures.Aggregate(values, (sum, capture) => sum.Capturing(capture.Key, result.Captured(capture.Value), result.Slice));
                yield return result with { Values = values };
            }
        }
    }

    private async Task<string> RunStepAsync(RunbookStep step, IReadOnlyList<string> argv, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var result = await runner.RunAsync(argv, cancellationToken);
            if (result.ExitCode == 0)
            {
                return result.Output;
            }
            if (step.DoneOn.Any(result.Error.Contains))
            {
                return "";
            }
            if (attempt == MaxAttempts || !step.RetryOn.Any(result.Error.Contains))
            {
                throw new CliException($"'{step.Name}' failed with exit code {result.ExitCode}: {result.Error.Trim()}", $"the command was: {ShellText.Of(argv)}");
            }
            await Task.Delay(pause, clock, cancellationToken);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }
}

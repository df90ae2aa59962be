using CloudStacks.Cli.Terminals;

namespace CloudStacks.Cli.Runs;

/// <summary>What a person reads of a run that has ended.</summary>
internal static class RunText
{
    public static void Say(Terminal terminal, string service, RunOutcome outcome)
    {
        terminal.Say(FormattableString.Invariant(
            $"job {outcome.Job} {(outcome.Succeeded ? "succeeded" : "failed")}: {Counted.Of(outcome.Shards, "shard")}, {Counted.Of(outcome.Tasks, "task")}, {(outcome.Attempts is { } attempts ? Counted.Of(attempts, "attempt") + ", " : "")}{outcome.Seconds:0.00} s"));
        foreach (var failure in outcome.Failures)
        {
            terminal.Say(failure.Error.StartsWith(failure.Name, StringComparison.Ordinal) ? $"  {failure.Error}" : $"  {failure.Name}: {failure.Error}");
        }
        if (outcome.ReduceError is { } reduce)
        {
            terminal.Say($"  reduce: {reduce}");
        }
        foreach (var report in outcome.Reports)
        {
            terminal.Say($"  {report}");
        }
        if (!outcome.Failures.IsEmpty)
        {
            terminal.Say($"next:  mend what the shards' errors name where the cause is not the data, then cloudstacks run {service} --failed-only --job {outcome.Job}; mended data needs a new job");
        }
    }
}

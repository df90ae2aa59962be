using CloudStacks.Cli.Terminals;
using Spectre.Console;

namespace CloudStacks.Cli.Runs;

/// <summary>The closing table of a trial; two columns, so that it fits every terminal.</summary>
internal static class TrialTable
{
    public static void Write(Terminal terminal, string service, TrialResult result)
    {
        var run = result.Run;
        var table = new Table().Border(TableBorder.Minimal).AddColumns("trial", service);
        table.AddRow("tasks", $"{Counted.Of(run.Tasks, "task")} for {Counted.Of(run.Shards, "shard")}{(run.Attempts is { } attempts ? $", {Counted.Of(attempts, "attempt")}" : "")}");
        table.AddRow("wall", FormattableString.Invariant($"{run.Seconds:0.00} s"));
        if (result.OverheadSecondsPerTask is { } overhead)
        {
            table.AddRow("overhead per task", FormattableString.Invariant($"{overhead * 1000:0} ms"));
        }
        table.AddRow("resources", FormattableString.Invariant($"{result.Created} created, {result.Removed} removed"));
        if (result.SameAsLibrary is { } same)
        {
            table.AddRow("report", same ? "the plain library's, byte for byte" : "differs from the plain library's");
        }
        terminal.Table(table);
    }
}

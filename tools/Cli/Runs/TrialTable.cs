using CloudStacks.Cli.Terminals;
using Spectre.Console;

namespace CloudStacks.Cli.Runs;

/// <summary>The closing table of a trial.</summary>
internal static class TrialTable
{
    public static void Write(Terminal terminal, string service, TrialResult result)
    {
        var table = new Table().Border(TableBorder.Minimal)
            .AddColumns("service", "shards", "tasks", "attempts", "wall", "overhead per task", "resources created", "removed", "same as library");
        table.AddRow(
            service,
            FormattableString.Invariant($"{result.Run.Shards}"),
            FormattableString.Invariant($"{result.Run.Tasks}"),
            result.Run.Attempts is { } attempts ? FormattableString.Invariant($"{attempts}") : "not known",
            FormattableString.Invariant($"{result.Run.Seconds:0.00} s"),
            result.OverheadSecondsPerTask is { } overhead ? FormattableString.Invariant($"{overhead * 1000:0} ms") : "-",
            FormattableString.Invariant($"{result.Created}"),
            FormattableString.Invariant($"{result.Removed}"),
            result.SameAsLibrary switch { true => "yes", false => "NO", null => "-" });
        terminal.Table(table);
    }
}

using System.Collections.Immutable;
using System.ComponentModel;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Faults;
using Spectre.Console;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Verbs;

/// <summary>Prints what the tasks of a run wrote.</summary>
public sealed class LogsVerb : StackVerb<LogsVerb.Settings>
{
    public sealed class Settings : PlaceSettings
    {
        [CommandOption("--job <ID>")]
        [Description("The job (the latest)")]
        public string? Job { get; init; }

        [CommandOption("--slice <K>")]
        [Description("Only this task, from 0")]
        public string? Slice { get; init; }

        public override ValidationResult Validate() =>
            WholeNumber.Problem("--slice", Slice, 0, 9_999) is { } problem ? ValidationResult.Error(problem) : base.Validate();
    }

    private protected override async Task<(int, object)> RunAsync(StackContext context, Settings settings, CancellationToken cancellationToken)
    {
        var runbook = await StackRunbook.LoadAsync(context.Stack, cancellationToken);
        var record = new RunRecords(context.Stack.Folder).Find(settings.Job);
        var slice = WholeNumber.Parse(settings.Slice);
        if (slice >= record.Slices)
        {
            throw new CliException($"--slice {slice}: job {record.Job} has the tasks 0 to {record.Slices - 1}", exitCode: ExitCodes.Usage);
        }
        await using var session = await context.Stack.OpenAsync(FaultPlan.None, cancellationToken);
        var lines = new List<string>();
        ImmutableArray<int>? slices = slice is { } one ? [one] : null;
        await foreach (var line in new TaskLogs(session, runbook, context.Host.Clock).ReadAsync(record.Values(), slices, cancellationToken))
        {
            lines.Add(line);
            context.Terminal.Say(line);
        }
        return (ExitCodes.Ok, new { record.Job, Lines = lines });
    }
}

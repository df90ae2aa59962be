using System.ComponentModel;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Runs;
using Spectre.Console;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Verbs;

/// <summary>Runs a job on a deployed stack.</summary>
public sealed class RunVerb : StackVerb<RunVerb.Settings>
{
    public sealed class Settings : RunSettings
    {
        [CommandOption("--failed-only")]
        [Description("Run the shards of an earlier job again that failed for good")]
        public bool FailedOnly { get; init; }

        public override ValidationResult Validate() => FailedOnly && (Input is not null || Shards is not null || Task is not null || Set.Length > 0)
            ? ValidationResult.Error("--failed-only takes input, task and settings from the earlier job")
            : base.Validate();
    }

    private protected override async Task<(int, object)> RunAsync(StackContext context, Settings settings, CancellationToken cancellationToken)
    {
        var runbook = await StackRunbook.LoadAsync(context.Stack, cancellationToken);
        var request = RunRequest.From(settings, context.Host.Clock);
        await using var session = await context.Stack.OpenAsync(request.Faults, cancellationToken);
        var run = new JobRun(context.Host, context.Terminal, context.Stack, session, runbook);
        using var input = settings.FailedOnly ? null : InputFolder.Of(settings, context.Host);
        var outcome = input is null
            ? await run.RetryFailedAsync(request, settings.Job, cancellationToken)
            : await run.StartAsync(request, input, cancellationToken);
        RunText.Say(context.Terminal, context.Stack.Service, outcome);
        return (outcome.Succeeded ? ExitCodes.Ok : ExitCodes.JobFailed, outcome);
    }
}

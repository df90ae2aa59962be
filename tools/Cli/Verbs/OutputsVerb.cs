using CloudStacks.Cli.Options;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Runbooks;

namespace CloudStacks.Cli.Verbs;

/// <summary>Prints a stack's outputs; the runbook as commands for a shell.</summary>
public sealed class OutputsVerb : StackVerb<PlaceSettings>
{
    private protected override async Task<(int, object)> RunAsync(StackContext context, PlaceSettings settings, CancellationToken cancellationToken)
    {
        var runbook = await StackRunbook.LoadAsync(context.Stack, cancellationToken);
        var outputs = (await context.Stack.OutputsAsync(cancellationToken))!;
        foreach (var (name, value) in outputs.Where(output => output.Key != "runbook"))
        {
            context.Terminal.Say($"{name}: {value}");
        }
        context.Terminal.Say("runbook, as functions of a POSIX shell (needs jq):");
        context.Terminal.Say(ShellForm.Of(runbook).TrimEnd());
        return (ExitCodes.Ok, outputs);
    }
}

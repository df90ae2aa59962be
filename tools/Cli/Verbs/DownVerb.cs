using CloudStacks.Cli.Options;
using CloudStacks.Cli.Places;

namespace CloudStacks.Cli.Verbs;

/// <summary>Cancels what runs and removes everything.</summary>
public sealed class DownVerb : StackVerb<PlaceSettings>
{
    private protected override async Task<(int, object)> RunAsync(StackContext context, PlaceSettings settings, CancellationToken cancellationToken)
    {
        var result = await new Teardown(context.Host.Clock, context.Terminal.Say).RunAsync(context.Stack, cancellationToken);
        TeardownText.Say(context.Terminal, context.Stack, result);
        return (result.Leftovers.Count == 0 ? ExitCodes.Ok : ExitCodes.Leftovers, result);
    }
}

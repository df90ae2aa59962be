using CloudStacks.Cli.Options;

namespace CloudStacks.Cli.Verbs;

/// <summary>Deploys.</summary>
public sealed class UpVerb : StackVerb<ConfigSettings>
{
    private protected override async Task<(int, object)> RunAsync(StackContext context, ConfigSettings settings, CancellationToken cancellationToken)
    {
        var changes = await context.Stack.UpAsync(await ConfigReading.ReadAsync(context.Host, settings, cancellationToken), cancellationToken);
        context.Terminal.Say($"{context.Stack.Service}: {changes}");
        return (ExitCodes.Ok, changes.ByOperation);
    }
}

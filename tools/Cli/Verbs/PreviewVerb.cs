using CloudStacks.Cli.Options;

namespace CloudStacks.Cli.Verbs;

/// <summary>Says what <c>up</c> would change.</summary>
public sealed class PreviewVerb : StackVerb<ConfigSettings>
{
    private protected override async Task<(int, object)> RunAsync(StackContext context, ConfigSettings settings, CancellationToken cancellationToken)
    {
        var changes = await context.Stack.PreviewAsync(await ConfigReading.ReadAsync(context.Host, settings, cancellationToken), cancellationToken);
        context.Terminal.Say($"{context.Stack.Service}: {changes}");
        return (ExitCodes.Ok, changes.ByOperation);
    }
}

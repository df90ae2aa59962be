using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Places;

/// <summary>Finds the runbook among a stack's outputs.</summary>
internal static class StackRunbook
{
    /// <summary>The runbook; null where the outputs hold none, because <c>up</c> has not finished.</summary>
    public static Runbook? Find(JsonObject? outputs)
    {
        if (outputs?["runbook"] is not JsonValue value || !value.TryGetValue<string>(out var json))
        {
            return null;
        }
        try
        {
            return Runbook.FromJson(json);
        }
        catch (JsonException exception)
        {
            throw new CliException($"the stack's output 'runbook' is not a runbook of this version: {exception.Message}", "bring the stack up to date with cloudstacks up");
        }
    }

    /// <summary>The runbook of a deployed stack. Throws <see cref="CliException"/> where there is none.</summary>
    public static async Task<Runbook> LoadAsync(IDeployment stack, CancellationToken cancellationToken) =>
        Find(await stack.OutputsAsync(cancellationToken))
        ?? throw new CliException($"stack '{stack.Name}' of {stack.Service} is not deployed", $"cloudstacks up {stack.Service} --stack {stack.Name}");
}

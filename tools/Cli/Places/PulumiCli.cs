using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.Cli.Tools;
using CommandResult = CloudStacks.LocalCloud.CommandResult;

namespace CloudStacks.Cli.Places;

/// <summary>The official <c>pulumi</c> CLI on one program's stack (https://www.pulumi.com/docs/iac/cli/commands/). Secrets go through standard input only.</summary>
internal sealed class PulumiCli(ToolRunner tools, string folder, string stack, Action<string> say)
{
    /// <summary>Makes the stack unless it exists.</summary>
    public Task EnsureStackAsync(CancellationToken cancellationToken) => RunAsync(["stack", "select", stack, "--create"], cancellationToken);

    /// <summary>Whether the stack exists.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        var answer = await RunAsync(["stack", "ls", "--json"], cancellationToken);
        return JsonNode.Parse(answer.Output) is JsonArray stacks
            && stacks.Any(entry => (string?)entry?["name"] is { } name && (name == stack || name.EndsWith("/" + stack, StringComparison.Ordinal)));
    }

    public Task SetConfigAsync(string key, string value, CancellationToken cancellationToken) =>
        RunAsync(["config", "set", key, "--plaintext", "--stack", stack, "--", value], cancellationToken);

    /// <summary>Sets a secret; without a value argument Pulumi reads it from standard input.</summary>
    public Task SetSecretAsync(string key, string value, CancellationToken cancellationToken) =>
        RunAsync(["config", "set", key, "--secret", "--stack", stack], cancellationToken, input: value);

    /// <summary>Whether the stack has a value for a key.</summary>
    public async Task<bool> HasConfigAsync(string key, CancellationToken cancellationToken) =>
        JsonNode.Parse((await RunAsync(["config", "--json", "--stack", stack], cancellationToken)).Output)?[key] is not null;

    public async Task<ChangeCounts> PreviewAsync(CancellationToken cancellationToken) =>
        Counts(JsonNode.Parse((await RunAsync(["preview", "--json", "--stack", stack], cancellationToken)).Output)?["changeSummary"]);

    public async Task<ChangeCounts> UpAsync(CancellationToken cancellationToken)
    {
        await RunAsync(["up", "--yes", "--skip-preview", "--stack", stack], cancellationToken, say);
        return await LastChangesAsync(cancellationToken);
    }

    public async Task<ChangeCounts> DestroyAsync(CancellationToken cancellationToken)
    {
        await RunAsync(["destroy", "--yes", "--skip-preview", "--stack", stack], cancellationToken, say);
        return await LastChangesAsync(cancellationToken);
    }

    /// <summary>Forgets the stack; Pulumi refuses while it holds resources.</summary>
    public Task RemoveStackAsync(CancellationToken cancellationToken) => RunAsync(["stack", "rm", stack, "--yes"], cancellationToken);

    public async Task<JsonObject?> OutputsAsync(CancellationToken cancellationToken) =>
        JsonNode.Parse((await RunAsync(["stack", "output", "--json", "--stack", stack], cancellationToken)).Output) as JsonObject;

    private async Task<ChangeCounts> LastChangesAsync(CancellationToken cancellationToken)
    {
        var history = await RunAsync(["stack", "history", "--json", "--page-size", "1", "--stack", stack], cancellationToken);
        return Counts(JsonNode.Parse(history.Output)?[0]?["resourceChanges"]);
    }

    private static ChangeCounts Counts(JsonNode? summary) => new(
        (summary as JsonObject ?? []).ToImmutableSortedDictionary(entry => entry.Key, entry => (int)entry.Value!, StringComparer.Ordinal));

    private async Task<CommandResult> RunAsync(string[] arguments, CancellationToken cancellationToken, Action<string>? onLine = null, string? input = null)
    {
        var separator = Array.IndexOf(arguments, "--");
        var options = separator < 0 ? arguments : arguments[..separator];
        var rest = separator < 0 ? [] : arguments[separator..];
        string[] argv = ["pulumi", .. options, "--non-interactive", "--cwd", folder, .. rest];
        var result = await tools.RunAsync(argv, input: input, onLine: onLine, cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result.ExitCode == 0
            ? result
            : throw new CliException($"pulumi {string.Join(' ', options.TakeWhile(option => !option.StartsWith('-')))} failed with exit code {result.ExitCode}: {Reason(result)}",
                "mend what it names and run the same command again; what is deployed stays until cloudstacks down --cloud");
    }

    private static string Reason(CommandResult result) => (result.Error.Trim() is { Length: > 0 } error ? error : result.Output.Trim()) is { Length: > 0 } text
        ? string.Join("\n       ", text.Split('\n').TakeLast(20))
        : "it said nothing";
}

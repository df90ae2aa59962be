using CloudStacks.Cli.Options;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Terminals;

namespace CloudStacks.Cli.Verbs;

/// <summary>A verb that does the same for each stack it is given. The document of <c>--json</c> has one member per service.</summary>
public abstract class StackVerb<TSettings> : Verb<TSettings> where TSettings : PlaceSettings
{
    /// <summary>Whether a line per resource and step is shown.</summary>
    protected virtual bool ShowsDetail => true;

    /// <summary>Does the work on one stack and returns the exit code and the document.</summary>
    private protected abstract Task<(int ExitCode, object Document)> RunAsync(StackContext context, TSettings settings, CancellationToken cancellationToken);

    protected sealed override async Task<int> RunAsync(CliHost host, Terminal terminal, TSettings settings, CancellationToken cancellationToken)
    {
        var documents = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var exitCode = ExitCodes.Ok;
        Action<string> detail = ShowsDetail ? terminal.Say : _ => { };
        foreach (var stack in Deployments.Of(host, settings, terminal.Say, detail))
        {
            terminal.Say(stack.Banner);
            var (code, document) = await RunAsync(new(host, terminal, stack), settings, cancellationToken);
            documents[stack.Service] = document;
            exitCode = exitCode == ExitCodes.Ok ? code : exitCode;
        }
        terminal.Json(documents);
        return exitCode;
    }
}

/// <summary>What a verb works on.</summary>
internal sealed record StackContext(CliHost Host, Terminal Terminal, IDeployment Stack);

using CloudStacks.Cli.Options;
using CloudStacks.Cli.Terminals;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Verbs;

/// <summary>One verb of the command line.</summary>
public abstract class Verb<TSettings> : AsyncCommand<TSettings> where TSettings : OutputSettings
{
    /// <summary>Does the work and returns the exit code.</summary>
    protected abstract Task<int> RunAsync(CliHost host, Terminal terminal, TSettings settings, CancellationToken cancellationToken);

    public sealed override Task<int> ExecuteAsync(CommandContext context, TSettings settings, CancellationToken cancellationToken)
    {
        var host = (CliHost)context.Data!;
        return RunAsync(host, new Terminal(host, settings.Json), settings, cancellationToken);
    }
}

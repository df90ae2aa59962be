using CloudStacks.Cli.Options;
using CloudStacks.Cli.Terminals;
using CloudStacks.Cli.Tools;

namespace CloudStacks.Cli.Verbs;

/// <summary>Restores, builds and tests the whole solution.</summary>
public sealed class TestVerb : Verb<OutputSettings>
{
    protected override async Task<int> RunAsync(CliHost host, Terminal terminal, OutputSettings settings, CancellationToken cancellationToken)
    {
        var result = await new ToolRunner(host).RunAsync([Dotnet.Program, "test"], Dotnet.Environment, onLine: terminal.Say, cancellationToken: cancellationToken);
        terminal.Json(new { Passed = result.ExitCode == 0 });
        return result.ExitCode == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }
}

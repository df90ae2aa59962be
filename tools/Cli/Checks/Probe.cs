using CloudStacks.Cli.Tools;

namespace CloudStacks.Cli.Checks;

/// <summary>A check by a command: its first line of output is what was found, its failure means that something is missing.</summary>
internal sealed record Probe(string Name, string[] Argv, string Purpose, string Mend)
{
    public async Task<Check> RunAsync(ToolRunner tools, CancellationToken cancellationToken)
    {
        if (tools.Find(Argv[0]) is null)
        {
            return new(Name, null, Needed: true, Purpose, Mend);
        }
        var result = await tools.RunAsync(Argv, cancellationToken: cancellationToken);
        var line = result.Output.Split('\n')[0].Trim();
        return new(Name, result.ExitCode == 0 ? line : null, Needed: true, Purpose, Mend);
    }
}

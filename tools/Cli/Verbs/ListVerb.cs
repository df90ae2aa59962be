using CloudStacks.Catalog;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Terminals;
using Spectre.Console;

namespace CloudStacks.Cli.Verbs;

/// <summary>Shows the catalog.</summary>
public sealed class ListVerb : Verb<OutputSettings>
{
    protected override Task<int> RunAsync(CliHost host, Terminal terminal, OutputSettings settings, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("service", "title", "status", "program", "real cloud through");
        foreach (var service in Services.All)
        {
            table.AddRow(service.Id, service.Title, service.Status.ToString().ToLowerInvariant(), service.Folder, string.Join(", ", ["pulumi", .. service.Tools]));
        }
        terminal.Table(table);
        terminal.Json(Services.All);
        return Task.FromResult(ExitCodes.Ok);
    }
}

using System.ComponentModel;
using CloudStacks.Catalog;
using CloudStacks.Cli.Checks;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Terminals;
using CloudStacks.Cli.Tools;
using Spectre.Console;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Verbs;

/// <summary>Says what is missing.</summary>
public sealed class DoctorVerb : Verb<DoctorVerb.Settings>
{
    public sealed class Settings : OutputSettings
    {
        [CommandArgument(0, "[services]")]
        [Description("Service ids; left out, every service")]
        public string[] Ids { get; init; } = [];

        [CommandOption("--cloud")]
        [Description("Look for what the real cloud needs as well")]
        public bool Cloud { get; init; }

        public override ValidationResult Validate() => ServiceIds.Validate(Ids, mustWork: false);
    }

    protected override async Task<int> RunAsync(CliHost host, Terminal terminal, Settings settings, CancellationToken cancellationToken)
    {
        var services = settings.Ids.Length == 0 ? Services.All : ServiceIds.Resolve(settings.Ids);
        var checks = await new Doctor(new ToolRunner(host)).ExamineAsync(services, settings.Cloud, cancellationToken);
        foreach (var check in checks)
        {
            var mark = check switch { { Found: not null } => "ok      ", { Needed: true } => "missing ", _ => "optional" };
            terminal.Say($"{mark} {check.Name}: {check.Found ?? $"not found; for {check.Purpose}"}");
            if (check.Found is null)
            {
                terminal.Say($"         mend: {check.Mend}");
            }
        }
        terminal.Json(checks);
        return checks.Any(check => check.IsMissing) ? ExitCodes.Unavailable : ExitCodes.Ok;
    }
}

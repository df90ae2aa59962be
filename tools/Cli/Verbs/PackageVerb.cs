using System.ComponentModel;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Terminals;
using CloudStacks.Cli.Tools;
using CloudStacks.Cli.Workers;
using Spectre.Console;
using Spectre.Console.Cli;

namespace CloudStacks.Cli.Verbs;

/// <summary>Builds the worker for the real cloud.</summary>
public sealed class PackageVerb : Verb<PackageVerb.Settings>
{
    public sealed class Settings : OutputSettings
    {
        private static readonly string[] Rids = ["linux-x64", "linux-arm64"];

        [CommandOption("--rid <RID>")]
        [DefaultValue("linux-x64")]
        [Description("The platform of the services: linux-x64 or linux-arm64")]
        public string Rid { get; init; } = "linux-x64";

        public override ValidationResult Validate() =>
            Rids.Contains(Rid) ? ValidationResult.Success() : ValidationResult.Error($"--rid {Rid}: expected one of {string.Join(", ", Rids)}");
    }

    protected override async Task<int> RunAsync(CliHost host, Terminal terminal, Settings settings, CancellationToken cancellationToken)
    {
        terminal.Say($"building the worker for {settings.Rid} …");
        var package = new WorkerPackage(host, new WorkerBuild(host, new ToolRunner(host)), terminal.Say);
        var manifest = await package.BuildAsync(settings.Rid, cancellationToken);
        terminal.Say($"artifacts/worker/{settings.Rid}: {manifest.Kind}, GLIBC {manifest.Glibc ?? "not checked"}");
        foreach (var (name, hash) in manifest.Files)
        {
            terminal.Say($"  {name}  sha256 {hash}");
        }
        terminal.Json(manifest);
        return ExitCodes.Ok;
    }
}

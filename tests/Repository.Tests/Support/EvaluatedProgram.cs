using System.Collections.Immutable;
using CloudStacks.Catalog;
using CloudStacks.Cli.Places;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models;
using CloudStacks.Shared;

namespace CloudStacks.Repository.Tests.Support;

/// <summary>What the programs declare, as the local cloud's engine sees it.</summary>
internal static class EvaluatedProgram
{
    /// <summary>The ids of the services whose programs exist.</summary>
    public static IEnumerable<string> Working => Services.All.Where(service => service.Status == ServiceStatus.Working).Select(service => service.Id);

    /// <param name="id">The service id.</param>
    /// <param name="settings">Settings such as <c>cloudstacks:retries</c> with their values.</param>
    public static Task<Evaluation> EvaluateAsync(string id, params (string Key, string Value)[] settings)
    {
        var config = Packaged(id, settings).Concat(settings).ToImmutableDictionary(setting => setting.Key, setting => setting.Value);
        var program = new StackProgram(id, "trial", Programs.ById[id], config, []) { Folder = WorkTree.Full($"stacks/{id}") };
        return new ProgramEvaluator(program, LocalModels.All).EvaluateAsync(new([], [], [], new string('0', 32)));
    }

    /// <summary>The folder of the packages that programs deploy here.</summary>
    public static string Packages { get; } = Path.Combine(AppContext.BaseDirectory, "packages");

    // What a program declares does not depend on what is in the package, so that a name will do.
    private static IEnumerable<(string Key, string Value)> Packaged(string id, (string Key, string Value)[] settings)
    {
        if (Services.Find(id)!.Artifact is not { } artifact || settings.Any(setting => setting.Key is "cloudstacks:artifact" or "cloudstacks:package"))
        {
            return [];
        }
        Directory.CreateDirectory(Packages);
        var file = Path.Combine(Packages, artifact);
        using (File.Open(file, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite))
        {
            return [("cloudstacks:artifact", file)];
        }
    }

    public static Runbook Runbook(this Evaluation evaluation) => Shared.Runbook.FromJson((string)evaluation.Outputs["runbook"]!);

    /// <summary>The resources that a provider makes; components are left out.</summary>
    public static IEnumerable<DeployedResource> Custom(this Evaluation evaluation) =>
        evaluation.Resources.Select(wanted => wanted.Resource).Where(resource => resource.Options.Custom);

    /// <summary>Counts by type token, sorted.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Counts(this Evaluation evaluation) =>
        evaluation.Custom().CountBy(resource => resource.Type).OrderBy(count => count.Key, StringComparer.Ordinal);
}

using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.Catalog;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Cli.Tools;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Places;

/// <summary>A stack in the real cloud, through the official CLIs.</summary>
internal sealed class CloudDeployment(CliHost host, CloudService service, string name, string home, Action<string> say) : IDeployment
{
    /// <summary>Tag listings lag behind what was deleted (seconds to a few minutes), so they are asked again before anything counts as left.</summary>
    private const int LeftoverQuestions = 6;
    private static readonly TimeSpan LeftoverPause = TimeSpan.FromSeconds(10);

    private readonly ToolRunner tools = new(host);
    private readonly PulumiCli pulumi = new(new ToolRunner(host), Path.Combine(host.Repository, service.Folder), name, say);

    public string Service => service.Id;

    public string Name => name;

    public string Banner => $"real cloud: stack '{name}' of {service.Id} costs money until cloudstacks down {service.Id} --cloud --stack {name}";

    public string Folder => Path.Combine(home, "cloud", service.Id, name);

    public string ReportFolder => Path.Combine(home, "reports", "cloud", service.Id, name);

    // Others may use the stack too.
    public bool MayHaveRun => true;

    public TimeSpan PollInterval => TimeSpan.FromSeconds(5);

    public async Task<ChangeCounts> PreviewAsync(ConfigChanges config, CancellationToken cancellationToken)
    {
        await ConfigureAsync(config, cancellationToken);
        return await pulumi.PreviewAsync(cancellationToken);
    }

    public async Task<ChangeCounts> UpAsync(ConfigChanges config, CancellationToken cancellationToken)
    {
        await ConfigureAsync(config, cancellationToken);
        var changes = await pulumi.UpAsync(cancellationToken);
        var runbook = await StackRunbook.LoadAsync(this, cancellationToken);
        await foreach (var _ in new RunbookExecutor(Session(runbook), host.Clock).RunAsync(runbook.Publish, RunValues.For("none", 0, 0), cancellationToken))
        {
        }
        return changes;
    }

    public async Task<JsonObject?> OutputsAsync(CancellationToken cancellationToken) =>
        await pulumi.ExistsAsync(cancellationToken) ? await pulumi.OutputsAsync(cancellationToken) : null;

    public async Task<ISession> OpenAsync(FaultPlan faults, CancellationToken cancellationToken) =>
        Session(await StackRunbook.LoadAsync(this, cancellationToken));

    public async Task<ChangeCounts> DownAsync(CancellationToken cancellationToken) => await pulumi.ExistsAsync(cancellationToken)
        ? await pulumi.DestroyAsync(cancellationToken)
        : ChangeCounts.None;

    public async Task<IReadOnlyList<string>> FindLeftoversAsync(Runbook? runbook, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> found = [];
        for (var question = 1; runbook is not null && question <= LeftoverQuestions; question++)
        {
            found = await AskAsync(runbook, cancellationToken);
            if (found.Count == 0)
            {
                break;
            }
            say($"{found.Count} tagged resources are still listed; asking again …");
            await Task.Delay(question * LeftoverPause, host.Clock, cancellationToken);
        }
        if (found.Count == 0 && await pulumi.ExistsAsync(cancellationToken))
        {
            await pulumi.RemoveStackAsync(cancellationToken);
        }
        return found;
    }

    private async Task<IReadOnlyList<string>> AskAsync(Runbook runbook, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await foreach (var result in new RunbookExecutor(Session(runbook), host.Clock).ListAsync(runbook.Leftovers, RunValues.For("none", 0, 0), cancellationToken))
        {
            found.AddRange(result.Unexpected.Where(entry => !runbook.Residue.Any(residue => residue.ListedAs is { } text && entry.Contains(text, StringComparison.Ordinal))));
        }
        return found;
    }

    private async Task ConfigureAsync(ConfigChanges config, CancellationToken cancellationToken)
    {
        await pulumi.EnsureStackAsync(cancellationToken);
        foreach (var (key, value) in config.Plain)
        {
            await pulumi.SetConfigAsync(key, value, cancellationToken);
        }
        foreach (var (key, value) in config.Secret)
        {
            await pulumi.SetSecretAsync(key, value, cancellationToken);
        }
        if (config.ExpiresAt is { } end && !await pulumi.HasConfigAsync(ConfigChanges.ExpiresAtKey, cancellationToken))
        {
            await pulumi.SetConfigAsync(ConfigChanges.ExpiresAtKey, end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), cancellationToken);
        }
    }

    private CloudSession Session(Runbook runbook) => new(tools, runbook);
}

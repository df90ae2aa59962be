using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.Catalog;
using CloudStacks.Cli.Runs;
using CloudStacks.Cli.Tools;
using CloudStacks.Cli.Workers;
using CloudStacks.LocalCloud;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Models;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Places;

/// <summary>A stack in the local cloud.</summary>
internal sealed class LocalDeployment(CliHost host, CloudService service, string name, string home, Action<string> say, Action<string> detail) : IDeployment
{
    private const string ArtifactKey = "cloudstacks:artifact";

    private readonly StateStore state = new(home, service.Id, name);

    public string Service => service.Id;

    public string Name => name;

    public string Banner => "local cloud: nothing leaves this machine, cost 0";

    public string Folder => state.Folder;

    public string ReportFolder => Path.Combine(home, "reports", service.Id, name);

    // Every run is on record before it is submitted.
    public bool MayHaveRun => new RunRecords(Folder).Any;

    public TimeSpan PollInterval => TimeSpan.FromMilliseconds(200);

    private Deployer Deployer => new(state, LocalModels.All, host.Clock);

    private LocalConfig Config => new(Folder);

    private LocalWorker Worker => new(host, new WorkerBuild(host, new ToolRunner(host)), say);

    public async Task<ChangeCounts> PreviewAsync(ConfigChanges config, CancellationToken cancellationToken)
    {
        var plan = await Deployer.PreviewAsync(await ProgramAsync(Config.With(config), config, cancellationToken));
        foreach (var step in plan.Changes)
        {
            detail($"  {step.Operation.ToString().ToLowerInvariant()} {step.Resource.Type} {step.Resource.Name}{(step.Changed.IsEmpty ? "" : $" ({string.Join(", ", step.Changed)})")}");
        }
        return new(plan.Steps.CountBy(step => step.Operation.ToString().ToLowerInvariant()).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    public async Task<ChangeCounts> UpAsync(ConfigChanges config, CancellationToken cancellationToken)
    {
        var settings = Config.With(config);
        var progress = new DeploymentProgress(detail);
        await Deployer.UpAsync(await ProgramAsync(settings, config, cancellationToken), progress, cancellationToken);
        Config.Save(settings);
        return progress.Counts();
    }

    public Task<JsonObject?> OutputsAsync(CancellationToken cancellationToken)
    {
        var deployed = state.Read();
        return Task.FromResult(deployed.Resources.IsEmpty ? null : deployed.Outputs);
    }

    public async Task<ISession> OpenAsync(FaultPlan faults, CancellationToken cancellationToken)
    {
        var options = new LocalSessionOptions(state, await Worker.EnsureAsync(cancellationToken), faults, host.Clock)
        {
            Source = service.Artifact == WorkerArtifact.CloudFunction ? await Worker.EnsureSourceAsync(cancellationToken) : null,
        };
        return await LocalRunSession.OpenAsync(options, cancellationToken);
    }

    public async Task<ChangeCounts> DownAsync(CancellationToken cancellationToken)
    {
        var progress = new DeploymentProgress(detail);
        await Deployer.DownAsync(progress, cancellationToken);
        Config.Clear();
        return progress.Counts();
    }

    public Task<IReadOnlyList<string>> FindLeftoversAsync(Runbook? runbook, CancellationToken cancellationToken)
    {
        var resources = state.Read().Resources.Select(resource => $"{resource.Type} {resource.Name}");
        var files = Directory.Exists(state.DataRoot) ? Directory.EnumerateFiles(state.DataRoot, "*", SearchOption.AllDirectories) : [];
        return Task.FromResult<IReadOnlyList<string>>([.. resources, .. files]);
    }

    private async Task<StackProgram> ProgramAsync(ImmutableDictionary<string, string> settings, ConfigChanges changes, CancellationToken cancellationToken)
    {
        var config = settings.SetItems(changes.Secret);
        // What cloudstacks package makes is for the service's machines; here the same package is made for this one.
        if (service.Artifact is { } artifact && config.GetValueOrDefault("cloudstacks:package", StackSettings.Zip) == StackSettings.Zip && !config.ContainsKey(ArtifactKey))
        {
            config = config.Add(ArtifactKey, await Worker.EnsurePackageAsync(artifact, cancellationToken));
        }
        return new(service.Id, name, Programs.ById[service.Id], config, [.. changes.Secret.Keys])
        {
            Folder = Path.Combine(host.Repository, service.Folder),
        };
    }
}

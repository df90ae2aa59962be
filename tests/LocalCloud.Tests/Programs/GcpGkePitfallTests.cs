using System.Text.Json.Nodes;
using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Gcp.Container;
using Pulumi.Gcp.Container.Inputs;
using Pulumi.Gcp.Storage;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The ways in which trials of GKE are known to get stuck or to leave something: the program avoids each, and without its care the local cloud gets stuck too.</summary>
public sealed class GcpGkePitfallTests() : ProgramTest("gcp-gke", (name, options) => new CloudStacks.Stacks.GcpGke(name, options))
{
    /// <summary>Clusters were left running, and billed, because of the default: https://github.com/pulumi/pulumi-gcp/issues/1394.</summary>
    [Fact]
    public async Task ProtectedClusterStaysUntilTheProtectionIsAppliedAway()
    {
        await Workshop.UpAsync(Program(Edit.Of<ClusterArgs>(args => args.DeletionProtection = null)));
        await DownFailsAsync("Cannot destroy cluster", "deletion_protection is set to true");
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task FilledBucketStaysWithoutForce()
    {
        await Workshop.UpAsync(Program(Edit.Of<BucketArgs>(args => args.ForceDestroy = false)));
        var file = Path.Combine(Workshop.Store.DataRoot, "gcs", Deployed("gcp-gke-store-bucket").Id, "objects", "report");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
        await DownFailsAsync("containing objects without forceDestroy");
    }

    /// <summary>https://github.com/pulumi/pulumi-gcp/issues/2247</summary>
    [Fact]
    public Task NodeConfigWouldReplaceTheClusterAtEveryUp() => UpFailsAsync(
        "makes every later up replace an Autopilot cluster", Edit.Of<ClusterArgs>(args => args.NodeConfig = new ClusterNodeConfigArgs { MachineType = "e2-small" }));

    [Fact]
    public Task DefaultNetworkIsNotEverywhere() => UpFailsAsync("the cluster would lie in the network 'default'", Edit.Of<ClusterArgs>(args => args.Network = null));

    /// <summary>The pool of principals comes into being with the project's first cluster.</summary>
    [Fact]
    public Task GrantToAPodNeedsTheCluster() => UpFailsAsync(
        "Identity Pool does not exist (local-project.svc.id.goog)",
        Edit.Of<BucketIAMMemberArgs>(args => args.Member = "principal://iam.googleapis.com/projects/000000000000/locations/global/workloadIdentityPools/local-project.svc.id.goog/subject/ns/n/sa/worker"));

    /// <summary>What is in the cluster cannot be reached any more once the cluster is gone: https://github.com/pulumi/pulumi-kubernetes/issues/491.</summary>
    [Fact]
    public async Task DestroyTakesWhatIsInTheClusterFirst()
    {
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        foreach (var (first, then) in new[]
        {
            ("template-job", "tasks-account"), ("template-job", "identity-objectviewer"), ("template-job", "worker-image"), ("tasks-account", "tasks-namespace"), ("tasks-quota", "tasks-namespace"),
            ("identity-objectcreator", "tasks-account"), ("tasks-namespace", "provider"), ("provider", "autopilot-cluster"), ("autopilot-cluster", "autopilot-nodes-pull"),
            ("autopilot-cluster", "autopilot-subnetwork"), ("autopilot-subnetwork", "autopilot-network"), ("autopilot-cluster", "api-container"), ("identity-objectcreator", "store-bucket"),
        })
        {
            Assert.True(Place(first) < Place(then), $"{first} goes before {then}: {string.Join(", ", Workshop.Done)}");
        }
    }

    /// <summary>A Job of the stack itself would run within `up`; a CronJob that comes due would run by itself.</summary>
    [Fact]
    public async Task TemplateNeverRunsByItself()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            Assert.Empty(JsonNode.Parse((await run.RunAsync(["kubectl", "get", "jobs", "-o=json", "-n", Tasks], TestContext.Current.CancellationToken)).Output)!["items"]!.AsArray());
        }
        await UpFailsAsync("spec.suspend is not true", Edit.Of<CronJobArgs>(args => args.Spec = args.Spec!.Apply(spec =>
        {
            spec.Suspend = false;
            return spec;
        })));
    }

    [Fact]
    public async Task CancelEndsWhatRunsAndWhatWaits()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            await run.RunAsync(run.Runbook.Submit, RunValues.For("long", 20, 20));
            Assert.Equal(20, run.Attempts().Count);
            await run.RunAsync(run.Runbook.Cancel, RunValues.For("long", 20, 20));
            Assert.Empty(run.Attempts());
            Assert.Null(run.WhyWaiting());
        }
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>A search that finds nothing while everything is there would find nothing afterwards, either.</summary>
    [Fact]
    public async Task EverySearchForLeftoversFindsWhatIsDeployed()
    {
        await Workshop.UpAsync(Program());
        await using var run = await LocalRun.OpenAsync(Workshop);
        Assert.All(await run.ListAsync(run.Runbook.Leftovers, RunValues.For("none", 0, 0)), found => Assert.Single(found.Unexpected));
    }

    private string Tasks => (string)Deployed("gcp-gke-tasks-namespace").Outputs["metadata"]!["name"]!;

    private int Place(string name) => Workshop.Done.IndexOf($"Delete gcp-gke-{name}");

    private async Task UpFailsAsync(string expected, params ResourceTransformation[] edits) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(edits)))).Message, StringComparison.Ordinal);
}

using System.Text.Json.Nodes;
using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Gcp.CloudRunV2;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Storage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The ways in which trials of Cloud Run are known to get stuck or to leave something: the program avoids each, and without its care the local cloud gets stuck too.</summary>
public sealed class GcpCloudRunPitfallTests() : ProgramTest("gcp-cloud-run", (name, options) => new CloudStacks.Stacks.GcpCloudRun(name, options))
{
    [Fact]
    public async Task FilledBucketGoes()
    {
        await UpFilledAsync();
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>https://github.com/hashicorp/terraform-provider-google-beta/blob/v7.45.0/google-beta/services/storage/resource_storage_bucket.go</summary>
    [Fact]
    public async Task FilledBucketStaysWithoutForce()
    {
        await UpFilledAsync(Edit.Of<BucketArgs>(args => args.ForceDestroy = false));
        await DownFailsAsync("containing objects without forceDestroy", "Set ForceDestroy = true");
    }

    /// <summary>Protection is the default, and two public projects left jobs running because of it: https://github.com/GoogleCloudPlatform/terraform-dynamic-python-webapp/issues/275.</summary>
    [Fact]
    public async Task ProtectedJobStays()
    {
        await Workshop.UpAsync(Program(Edit.Of<JobArgs>(args => args.DeletionProtection = null!)));
        await DownFailsAsync("cannot destroy job", "deletion_protection=false");
    }

    /// <summary>What counts is what was applied: the stack that was refused goes after one more `up`.</summary>
    [Fact]
    public async Task RefusedDestroyCanBeMended()
    {
        await Workshop.UpAsync(Program(Edit.Of<JobArgs>(args => args.DeletionProtection = true)));
        await DownFailsAsync("cannot destroy job");
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task ProtectedJobCannotBeReplacedEither()
    {
        var isProtected = Edit.Of<JobArgs>(args => args.DeletionProtection = true);
        await Workshop.UpAsync(Program(isProtected));
        Workshop.Config = Workshop.Config.SetItem("gcp:region", "europe-west1");
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(isProtected)));
        Assert.Contains("cannot destroy job", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A service account that loses its roles first would leave running tasks without them; an API must outlive what it made.</summary>
    [Fact]
    public async Task DestroyTakesWorkThenPermissionsThenStorageThenApis()
    {
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        foreach (var (first, then) in new[]
        {
            ("job", "task-objectviewer"), ("job", "task-objectcreator"), ("job", "worker-image"), ("task-objectviewer", "task-account"), ("task-objectcreator", "store-bucket"),
            ("worker-image", "worker-repository"), ("job", "api-run"), ("store-bucket", "api-storage"), ("task-account", "api-iam"), ("worker-repository", "api-artifactregistry"),
        })
        {
            Assert.True(Place(first) < Place(then), $"{first} goes before {then}: {string.Join(", ", Workshop.Done)}");
        }
    }

    /// <summary>Other things in the project may use the APIs.</summary>
    [Fact]
    public async Task ApisStayOn()
    {
        var state = await Workshop.UpAsync(Program());
        Assert.All(state.OfType("gcp:projects/service:Service"), api => Assert.False((bool?)api.Inputs["disableOnDestroy"]));
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Edit.Of<ServiceArgs>(args => args.DisableOnDestroy = true))));
        Assert.Contains("would be switched off for everything else in the project", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Deleted objects would be kept, and charged, for seven more days.</summary>
    [Fact]
    public async Task DeletedObjectsAreGoneAtOnceAndNobodyElseReadsThem()
    {
        var state = await Workshop.UpAsync(Program());
        var bucket = Assert.Single(state.OfType("gcp:storage/bucket:Bucket")).Inputs;
        Assert.Equal(0, (int?)bucket["softDeletePolicy"]!["retentionDurationSeconds"]);
        Assert.Equal("enforced", (string?)bucket["publicAccessPrevention"]);
        Assert.True((bool?)bucket["uniformBucketLevelAccess"]);
    }

    /// <summary>An execution with fewer tasks than a declared parallelism is refused, so that the program declares none.</summary>
    [Fact]
    public async Task DeclaredParallelismRefusesSmallRuns()
    {
        await Workshop.UpAsync(Program(Edit.Of<JobArgs>(args => args.Template = args.Template.Apply(template =>
        {
            (template.Parallelism, template.TaskCount) = (4, 4);
            return template;
        }))));
        await using var run = await LocalRun.OpenAsync(Workshop);
        var refusal = await run.RunAsync(["gcloud", "run", "jobs", "execute", Job, "--region", "us-central1", "--tasks", "2", "--async", "--format=json"], TestContext.Current.CancellationToken);
        Assert.Equal(1, refusal.ExitCode);
        Assert.Contains("parallelism is 4; expected at most taskCount, which is 2", refusal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelEndsWhatRunsAndWhatWaits()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            var started = await run.RunAsync(["gcloud", "run", "jobs", "execute", Job, "--region", "us-central1", "--tasks", "20", "--async", "--format=json"], TestContext.Current.CancellationToken);
            var execution = (string)JsonNode.Parse(started.Output)!["metadata"]!["name"]!;
            await run.RunAsync(run.Runbook.Cancel, RunValues.For("long", 20, 20));
            await EndAsync(run, execution);
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

    private string Job => Deployed("gcp-cloud-run-job").Text("name")!;

    private static async Task EndAsync(LocalRun run, string execution)
    {
        while (true)
        {
            var answer = await run.RunAsync(["gcloud", "run", "jobs", "executions", "describe", execution, "--region", "us-central1", "--format=json"], TestContext.Current.CancellationToken);
            if (JsonNode.Parse(answer.Output)!["status"]!["completionTime"] is not null)
            {
                return;
            }
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private int Place(string name) => Workshop.Done.IndexOf($"Delete gcp-cloud-run-{name}");

    /// <summary>Deploys, and puts an object there that the stack knows nothing of.</summary>
    private async Task UpFilledAsync(params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        var file = Path.Combine(Workshop.Store.DataRoot, "gcs", Deployed("gcp-cloud-run-store-bucket").Id, "objects", "report");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
    }
}

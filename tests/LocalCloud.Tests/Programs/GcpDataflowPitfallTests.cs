using System.Text.Json.Nodes;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Shared;
using Pulumi;
using Pulumi.Gcp.Storage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The ways in which trials of Dataflow are known to get stuck or to leave something: the program avoids each, and without its care the local cloud gets stuck too.</summary>
public sealed class GcpDataflowPitfallTests() : ProgramTest("gcp-dataflow", (name, options) => new CloudStacks.Stacks.GcpDataflow(name, options))
{
    [Theory]
    [InlineData("store")]
    [InlineData("staging")]
    public async Task FilledBucketGoes(string bucket)
    {
        await UpFilledAsync(bucket);
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>Files of the pipeline stay in the staging bucket after every run: https://github.com/hashicorp/terraform-provider-google-beta/blob/v7.45.0/google-beta/services/storage/resource_storage_bucket.go.</summary>
    [Theory]
    [InlineData("store")]
    [InlineData("staging")]
    public async Task FilledBucketStaysWithoutForce(string bucket)
    {
        await UpFilledAsync(bucket, Edit.Of<BucketArgs>(args => args.ForceDestroy = false));
        await DownFailsAsync("containing objects without forceDestroy", "Set ForceDestroy = true");
    }

    /// <summary>The service keeps temporary files of every run there; soft delete would multiply them.</summary>
    [Fact]
    public async Task DeletedObjectsAreGoneAtOnceAndNobodyElseReadsThem()
    {
        var state = await Workshop.UpAsync(Program());
        Assert.Equal(2, state.OfType("gcp:storage/bucket:Bucket").Count());
        Assert.All(state.OfType("gcp:storage/bucket:Bucket"), bucket =>
        {
            Assert.Equal(0, (int?)bucket.Inputs["softDeletePolicy"]!["retentionDurationSeconds"]);
            Assert.Equal("enforced", (string?)bucket.Inputs["publicAccessPrevention"]);
            Assert.True((bool?)bucket.Inputs["uniformBucketLevelAccess"]);
        });
    }

    /// <summary>The provider takes a finished job out of the state, so that the next up would run it again; and one that ends before it was seen running fails the up.</summary>
    [Fact]
    public async Task JobsAreNoResources()
    {
        var state = await Workshop.UpAsync(Program());
        Assert.DoesNotContain(state.Resources, resource => resource.Type.StartsWith("gcp:dataflow/", StringComparison.Ordinal));
    }

    /// <summary>Without both locations the service makes a bucket of its own, which stays: https://github.com/GoogleCloudPlatform/python-docs-samples/issues/4894.</summary>
    [Fact]
    public async Task LaunchNamesTheStacksOwnBucket()
    {
        var state = await Workshop.UpAsync(Program());
        var argv = Runbook.FromJson((string)state.Outputs["runbook"]!).Submit.Single().Argv;
        var bucket = $"gs://{Deployed("gcp-dataflow-staging-bucket").Text("name")}/";
        Assert.All(new[] { "--staging-location", "--temp-location", "--template-file-gcs-location" }, flag => Assert.StartsWith(bucket, argv[argv.IndexOf(flag) + 1], StringComparison.Ordinal));
    }

    /// <summary>A new image is a new template under another name: replacing an object under its name would delete what was just written.</summary>
    [Fact]
    public async Task NewTemplateIsThereBeforeTheOldOneGoes()
    {
        await Workshop.UpAsync(Program());
        var before = Deployed("gcp-dataflow-template").Text("name");
        Set("image=registry.example/beam:1");
        await Workshop.UpAsync(Program());
        Assert.NotEqual(before, Deployed("gcp-dataflow-template").Text("name"));
        await using var run = await LocalRun.OpenAsync(Workshop);
        var launched = await Launch(run, "again-0");
        Assert.Contains("registry.example/beam:1 is not an image that this stack builds", await MessagesAsync(run, launched), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DestroyTakesPermissionsThenStorageThenApis()
    {
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        foreach (var (first, then) in new[]
        {
            ("working", "task-account"), ("pulling", "worker-repository"), ("filing", "staging-bucket"), ("template", "staging-bucket"), ("template", "worker-image"),
            ("net-inside", "net-network"), ("net-subnetwork", "net-network"), ("net-network", "api-compute"), ("store-bucket", "api-storage"), ("worker-repository", "api-artifactregistry"),
        })
        {
            Assert.True(Place(first) < Place(then), $"{first} goes before {then}: {string.Join(", ", Workshop.Done)}");
        }
    }

    [Fact]
    public async Task CancelEndsWhatRunsAndWhatWaits()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            var job = await Launch(run, "long-0");
            await run.RunAsync(run.Runbook.Cancel, RunValues.For("long", 20, 20));
            while ((string?)(await JsonAsync(run, "dataflow", "jobs", "describe", job, "--region", "us-central1"))["currentState"] is "JOB_STATE_CANCELLING")
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
            Assert.Equal("JOB_STATE_CANCELLED", (string?)(await JsonAsync(run, "dataflow", "jobs", "describe", job, "--region", "us-central1"))["currentState"]);
            Assert.Null(run.WhyWaiting());
        }
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>A job's name must differ from those of all active jobs.</summary>
    [Fact]
    public async Task NameOfAnActiveJobIsRefused()
    {
        await Workshop.UpAsync(Program());
        await using var run = await LocalRun.OpenAsync(Workshop);
        await Launch(run, "twice-0");
        Assert.Contains("There is already an active job named", (await run.RunAsync(Line(run, "twice-0"), TestContext.Current.CancellationToken)).Error, StringComparison.Ordinal);
    }

    private static async Task<string> Launch(LocalRun run, string name) => (string)(await JsonAsync(run, [.. Line(run, name).Skip(1)]))["job"]!["id"]!;

    private static string[] Line(LocalRun run, string name) => [.. run.Runbook.Submit.Single().Argv.Select(word => word.Replace("{job}-{round}", name, StringComparison.Ordinal).Replace("{job}", "long", StringComparison.Ordinal).Replace("{slices}", "20", StringComparison.Ordinal))];

    private static async Task<string> MessagesAsync(LocalRun run, string job) => string.Join('\n',
        (await JsonAsync(run, "logging", "read", $"resource.labels.job_id=\"{job}\"")).AsArray().Select(entry => (string?)entry!["textPayload"]));

    private static async Task<JsonNode> JsonAsync(LocalRun run, params string[] arguments)
    {
        var result = await run.RunAsync(["gcloud", .. arguments.Where(word => word != "--format=json"), "--format=json"], TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonNode.Parse(result.Output)!;
    }

    private int Place(string name) => Workshop.Done.IndexOf($"Delete gcp-dataflow-{name}");

    /// <summary>Deploys, and puts an object there that the stack knows nothing of.</summary>
    private async Task UpFilledAsync(string bucket, params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        var file = Path.Combine(Workshop.Store.DataRoot, "gcs", Deployed($"gcp-dataflow-{bucket}-bucket").Id, "objects", "report");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
    }
}

using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Gcp.CloudFunctionsV2;
using Pulumi.Gcp.Storage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The ways in which trials of Cloud Functions are known to get stuck or to leave something: the program avoids each, and without its care the local cloud gets stuck too.</summary>
public sealed class GcpCloudFunctionsPitfallTests() : ProgramTest("gcp-cloud-functions", (name, options) => new CloudStacks.Stacks.GcpCloudFunctions(name, options))
{
    /// <summary>https://docs.cloud.google.com/functions/docs/building: what the service makes by itself stays.</summary>
    [Fact]
    public async Task BuildLeavesNoRepositoryAndUsesNoDefaultAccount()
    {
        await Workshop.UpAsync(Program());
        var build = Deployed("gcp-cloud-functions-function").Inputs["buildConfig"]!;
        Assert.Equal(Deployed("gcp-cloud-functions-source-repository").Id, (string?)build["dockerRepository"]);
        Assert.EndsWith(Deployed("gcp-cloud-functions-source-builder-account").Text("email")!, (string?)build["serviceAccount"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilledTicketBucketGoes()
    {
        await UpFilledAsync();
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task FilledTicketBucketStaysWithoutForce()
    {
        await UpFilledAsync(Edit.Of<BucketArgs>(args => args.ForceDestroy = false, "tickets-bucket"));
        await DownFailsAsync("containing objects without forceDestroy", "Set ForceDestroy = true");
    }

    /// <summary>https://github.com/hashicorp/terraform-provider-google/issues/19916: a grant on the service must go before the function.</summary>
    [Fact]
    public async Task DestroyTakesWorkThenPermissionsThenStorageThenApis()
    {
        await Workshop.UpAsync(Program());
        await Workshop.DownAsync();
        foreach (var (first, then) in new[]
        {
            ("invoke", "function"), ("function", "task-objectcreator"), ("function", "tickets-publish"), ("function", "tickets-receive"), ("function", "tickets-bucket"),
            ("function", "source-push"), ("function", "source-log"), ("function", "source-object"), ("source-object", "source-bucket"), ("source-push", "source-repository"),
            ("tickets-receive", "tickets-trigger-account"), ("function", "api-cloudfunctions"), ("function", "api-eventarc"), ("function", "api-pubsub"), ("tickets-bucket", "api-storage"),
        })
        {
            Assert.True(Place(first) < Place(then), $"{first} goes before {then}: {string.Join(", ", Workshop.Done)}");
        }
    }

    /// <summary>A bucket elsewhere: https://docs.cloud.google.com/eventarc/docs/understand-locations.</summary>
    [Fact]
    public async Task TriggerMustBeWhereItsBucketIs()
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Edit.Of<BucketArgs>(args => args.Location = "europe-west1", "tickets-bucket"))));
        Assert.Contains("location \"europe-west1\" does not match trigger location \"us-central1\"", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Its grants must miss it otherwise: the service under a function has its name in lower case with hyphens.</summary>
    [Theory]
    [InlineData("Fleet")]
    [InlineData("fleet_screening")]
    [InlineData("a-name-of-fifty-characters-is-one-too-many-for-run-x")]
    public async Task NameThatTheServiceWouldNotShareIsRefused(string name)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Edit.Of<FunctionArgs>(args => args.Name = name))));
        Assert.Contains($"function name '{name}'", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>What waits is dropped, and the stack goes at once.</summary>
    [Fact]
    public async Task CancelDropsTheEventsThatWait()
    {
        await Workshop.UpAsync(Program());
        await using (var run = await LocalRun.OpenAsync(Workshop))
        {
            await run.OpenStore(run.Runbook.Tickets!).PutIfAbsentAsync("tickets/nobody/0.ticket", Stream.Null, TestContext.Current.CancellationToken);
            await run.RunAsync(run.Runbook.Cancel, RunValues.For("none", 0, 0));
            while (run.Attempts()[0].Status == "running")
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
            Assert.Equal("succeeded", run.Attempts()[0].Status);
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
        Assert.All(await run.ListAsync(run.Runbook.Leftovers, RunValues.For("none", 0, 0)), found => Assert.True(found.Unexpected.Count > 0, string.Join(" ", found.Argv)));
    }

    private int Place(string name) => Workshop.Done.IndexOf($"Delete gcp-cloud-functions-{name}");

    /// <summary>Deploys, and puts an object there that the stack knows nothing of.</summary>
    private async Task UpFilledAsync(params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        var file = Path.Combine(Workshop.Store.DataRoot, "gcs", Deployed("gcp-cloud-functions-tickets-bucket").Id, "objects", "0.ticket");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
    }
}

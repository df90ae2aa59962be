using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Gcp.ArtifactRegistry;
using Pulumi.Gcp.CloudFunctionsV2;
using Pulumi.Gcp.CloudRunV2;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Storage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the deployment or the run fail, and the message names it.</summary>
public sealed class GcpCloudFunctionsMissingLinkTests() : ProgramTest("gcp-cloud-functions", (name, options) => new CloudStacks.Stacks.GcpCloudFunctions(name, options))
{
    private const string Nobody = "user:other@example.com";

    public static TheoryData<string, string[]> TriedAtDeployment => new()
    {
        { "publish", ["gs-project-accounts.iam.gserviceaccount.com", "pubsub.topics.publish", "Grant roles/pubsub.publisher"] },
        { "receive", ["gcp-cloud-functions-tic-", "eventarc.events.receiveEvent", "Grant roles/eventarc.eventReceiver"] },
        { "log", ["Build failed", "logging.logEntries.create", "Grant roles/logging.logWriter"] },
        { "push", ["Build failed", "artifactregistry.repositories.uploadArtifacts", "Grant roles/artifactregistry.writer"] },
        { "builder-objectviewer", ["Build failed", "storage.objects.get"] },
    };

    /// <summary>What Eventarc and Cloud Build try before they take a configuration.</summary>
    [Theory, MemberData(nameof(TriedAtDeployment))]
    public Task GrantThatIsTriedAtDeploymentIsRefusedThere(string grant, string[] expected) => UpFailsAsync(expected, Without(grant));

    /// <summary>The same grants, taken away from a stack that stands.</summary>
    [Theory]
    [InlineData("publish", "Cloud Storage cannot publish what happens in the bucket", "pubsub.topics.publish")]
    [InlineData("receive", "receives no events", "eventarc.events.receiveEvent")]
    public async Task GrantThatIsTakenAwayLaterMakesTheRunFail(string grant, params string[] expected)
    {
        await Workshop.UpAsync(Program());
        await FailsAsync(expected, Without(grant));
    }

    [Theory]
    [InlineData("invoke", "may not call the function, which answers 403", "Grant roles/run.invoker")]
    [InlineData("task-objectviewer", "HTTP 500", "storage.objects.get", "objectViewer")]
    [InlineData("task-objectcreator", "HTTP 500", "storage.objects.create", "objectCreator")]
    public Task GrantThatIsTriedAtWork(string grant, params string[] expected) => FailsAsync(expected, Without(grant));

    [Theory]
    [InlineData("CLOUDSTACKS_STORE")]
    [InlineData("CLOUDSTACKS_REDUCE")]
    public Task Variable(string name) => FailsAsync(
        ["failed to start and listen on the port", $"the environment variable {name} is missing"], Function(args => args.ServiceConfig = args.ServiceConfig!.Apply(service =>
        {
            service.EnvironmentVariables = service.EnvironmentVariables.Apply(variables => variables.Remove(name));
            return service;
        })));

    [Fact]
    public Task Trigger() => FailsAsync(["1 tickets were stored in the bucket", "no function has a trigger for it", "has none"], Function(args => args.EventTrigger = null));

    /// <summary>Eventarc selects by bucket: a trigger for the jobs' bucket hears of every part and of no ticket.</summary>
    [Fact]
    public Task BucketOfTheTrigger() => FailsAsync(["no function has a trigger for it", "has one for gcp-cloud-functions-store-bucket"], Function(args => args.EventTrigger = args.EventTrigger!.Apply(trigger =>
    {
        trigger.EventFilters = trigger.EventFilters.Apply(filters => filters.Select(filter =>
        {
            filter.Value = filter.Value.Apply(_ => PhysicalName.Auto(new("test", "gcp:storage/bucket:Bucket", "gcp-cloud-functions-store-bucket", 0, [])));
            return filter;
        }).ToArray());
        return trigger;
    })));

    /// <summary>Without retries the first failure is the last: nobody tries the ticket again.</summary>
    [Fact]
    public Task RetryOfTheTrigger() => FailsAsync(["1 events were dropped, the last one after 1 deliveries: HTTP 500", "storage.objects.create"], Without("task-objectcreator"), Function(args => args.EventTrigger = args.EventTrigger!.Apply(trigger =>
    {
        trigger.RetryPolicy = "RETRY_POLICY_DO_NOT_RETRY";
        return trigger;
    })));

    [Theory]
    [InlineData("storage")]
    [InlineData("iam")]
    [InlineData("artifactregistry")]
    [InlineData("cloudbuild")]
    [InlineData("cloudfunctions")]
    [InlineData("run")]
    [InlineData("eventarc")]
    [InlineData("pubsub")]
    public Task Api(string name) => UpFailsAsync(
        [$"{name}.googleapis.com has not been used in project local-project before or it is disabled"], Edit.Of<ServiceArgs>(args => args.ServiceName = "compute.googleapis.com", $"-{name}"));

    /// <summary>The source is what decides: another one than the packaged worker is not built here.</summary>
    [Fact]
    public async Task SourceThatIsNotTheWorker()
    {
        var other = Path.Combine(Workshop.Home, "other.zip");
        SourceZips.Write(other, ("App.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web" />"""));
        Set($"artifact={other}");
        await Workshop.UpAsync(Program());
        await RunFailsAsync(["is not the packaged worker of this moment", "cloudstacks:artifact"]);
    }

    private static ResourceTransformation Without(string grant) => resource => grant switch
    {
        "push" => Edit.Of<RepositoryIamMemberArgs>(args => args.Member = Nobody, grant)(resource),
        "invoke" => Edit.Of<ServiceIamMemberArgs>(args => args.Member = Nobody, grant)(resource),
        "publish" or "receive" or "log" => Edit.Of<IAMMemberArgs>(args => args.Member = Nobody, $"-{grant}")(resource),
        _ => Edit.Of<BucketIAMMemberArgs>(args => args.Member = Nobody, grant)(resource),
    };

    private static ResourceTransformation Function(Action<FunctionArgs> edit) => Edit.Of(edit);

    private async Task UpFailsAsync(string[] expected, params ResourceTransformation[] edits)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(edits)));
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
    }

    private async Task FailsAsync(string[] expected, params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        await RunFailsAsync(expected);
    }

    private async Task RunFailsAsync(string[] expected)
    {
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input));
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
    }
}

using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.Shared;
using Pulumi;
using Pulumi.Gcp.ArtifactRegistry;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Storage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes deployment or run fail, and the message names it.</summary>
public sealed class GcpDataflowMissingLinkTests() : ProgramTest("gcp-dataflow", (name, options) => new CloudStacks.Stacks.GcpDataflow(name, options))
{
    private const string Other = "user:other@example.com";

    [Fact]
    public Task RoleOfWorkers() => FailsAsync(["does not have dataflow.workItems.lease access", "Grant roles/dataflow.worker"], edits: Edit.Of<IAMMemberArgs>(args => args.Member = Other));

    [Fact]
    public Task RoleOnTheRepository() => FailsAsync(
        ["does not have artifactregistry.repositories.downloadArtifacts access", "Grant roles/artifactregistry.reader"], edits: Edit.Of<RepositoryIamMemberArgs>(args => args.Member = Other));

    [Fact]
    public Task RoleOnTheStagingBucket() => FailsAsync(
        ["does not have storage.objects.delete access", "Grant roles/storage.objectUser"], edits: Edit.Of<BucketIAMMemberArgs>(args => args.Member = Other, "filing"));

    /// <summary>A worker's role reads and creates objects in the whole project, so that only listing is missing.</summary>
    [Fact]
    public Task RoleOnTheStore() => FailsAsync(
        ["gcp-dataflow-task-", "does not have storage.objects.list access", "Grant roles/storage.objectViewer"], edits: Edit.Of<BucketIAMMemberArgs>(args => args.Member = Other, "objectviewer"));

    [Fact]
    public Task PrivateGoogleAccess() => FailsAsync(["Private Google Access is off"], edits: Edit.Of<SubnetworkArgs>(args => args.PrivateIpGoogleAccess = false));

    [Theory]
    [InlineData("--service-account-email", "no --service-account-email is given")]
    [InlineData("--subnetwork", "no --subnetwork is given")]
    public Task Flag(string flag, string expected) => FailsAsync([expected], runbook => Without(runbook, flag));

    [Theory]
    [InlineData("--staging-location")]
    [InlineData("--temp-location")]
    public Task Location(string flag) => FailsAsync([$"{flag} is missing"], runbook => Without(runbook, flag));

    [Theory]
    [InlineData("job", "the template's parameter job is missing: Id of a planned job")]
    [InlineData("store", "the template's parameter store is missing")]
    [InlineData("slices", "the template's parameter slices is missing")]
    public Task Parameter(string name, string expected) => FailsAsync([expected], runbook => Changed(runbook, "--parameters", value => string.Join(',', value.Split(',').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal)))));

    [Theory]
    [InlineData("storage")]
    [InlineData("iam")]
    [InlineData("artifactregistry")]
    [InlineData("compute")]
    public async Task Api(string name)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(WithoutApi(name))));
        Assert.Contains($"{name}.googleapis.com has not been used in project local-project before or it is disabled", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>No resource belongs to Dataflow's own API, so that only a run misses it.</summary>
    [Fact]
    public Task ApiOfDataflow() => FailsAsync(["Dataflow API has not been used in project local-project before or it is disabled"], edits: WithoutApi("dataflow"));

    private static ResourceTransformation WithoutApi(string name) => Edit.Of<ServiceArgs>(args => args.ServiceName = "pubsub.googleapis.com", $"-{name}");

    private static Runbook Without(Runbook runbook, string flag)
    {
        var step = runbook.Submit[0];
        return runbook with { Submit = [step with { Argv = step.Argv.RemoveRange(step.Argv.IndexOf(flag), 2) }] };
    }

    private static Runbook Changed(Runbook runbook, string flag, Func<string, string> change)
    {
        var step = runbook.Submit[0];
        var at = step.Argv.IndexOf(flag) + 1;
        return runbook with { Submit = [step with { Argv = step.Argv.SetItem(at, change(step.Argv[at])) }] };
    }

    private async Task FailsAsync(string[] expected, Func<Runbook, Runbook>? change = null, params ResourceTransformation[] edits)
    {
        Set("retries=1");
        await Workshop.UpAsync(Program(edits));
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input, runbook: change?.Invoke(run.Runbook)));
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
    }
}

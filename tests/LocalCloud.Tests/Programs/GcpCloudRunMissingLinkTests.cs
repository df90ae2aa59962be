using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Storage;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes deployment or run fail, and the message names it.</summary>
public sealed class GcpCloudRunMissingLinkTests() : ProgramTest("gcp-cloud-run", (name, options) => new CloudStacks.Stacks.GcpCloudRun(name, options))
{
    [Theory]
    [InlineData("objectviewer", "storage.objects.get", "objectViewer")]
    [InlineData("objectcreator", "storage.objects.create", "objectCreator")]
    public Task Role(string grant, string permission, string role) => FailsAsync(
        ["gcp-cloud-run-task-", $"does not have {permission} access", $"Grant roles/storage.{role}"], Edit.Of<BucketIAMMemberArgs>(args => args.Member = "user:other@example.com", grant));

    [Theory]
    [InlineData("CLOUDSTACKS_STORE", 0)]
    [InlineData("CLOUDSTACKS_REDUCE", 1)]
    public Task Variable(string name, int place) => FailsAsync(
        [$"the environment variable {name} is missing"], Edit.RunContainer(container => container.Envs = container.Envs.Apply(envs => envs.RemoveAt(place))));

    [Fact]
    public Task ServiceAccount() => FailsAsync(["names no service account"], Edit.RunTask(task => task.ServiceAccount = null));

    [Fact]
    public Task Image() => FailsAsync(["Image 'docker.io/x/worker:1' not found"], Edit.RunContainer(container => container.Image = "docker.io/x/worker:1"));

    [Theory]
    [InlineData("storage")]
    [InlineData("iam")]
    [InlineData("artifactregistry")]
    [InlineData("run")]
    public async Task Api(string name)
    {
        var other = Edit.Of<ServiceArgs>(args => args.ServiceName = "compute.googleapis.com", $"-{name}");
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(other)));
        Assert.Contains($"{name}.googleapis.com has not been used in project local-project before or it is disabled", failure.Message, StringComparison.Ordinal);
    }

    private async Task FailsAsync(string[] expected, params ResourceTransformation[] edits)
    {
        Set("retries=1");
        await Workshop.UpAsync(Program(edits));
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input));
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
        // Cloud Run tells no exit codes apart: whatever fails is tried again.
        Assert.Equal(2, Assert.Single(run.Attempts()).Attempts);
    }
}

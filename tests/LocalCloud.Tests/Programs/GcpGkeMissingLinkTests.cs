using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Gcp.ArtifactRegistry;
using Pulumi.Gcp.Container;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Storage;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes deployment or run fail, and the message names it.</summary>
public sealed class GcpGkeMissingLinkTests() : ProgramTest("gcp-gke", (name, options) => new CloudStacks.Stacks.GcpGke(name, options))
{
    /// <summary>A grant that is only late is seen by a later try, so that a missing one uses up the tries.</summary>
    [Theory]
    [InlineData("objectviewer", "storage.objects.get", "objectViewer")]
    [InlineData("objectcreator", "storage.objects.create", "objectCreator")]
    public Task Role(string grant, string permission, string role) => FailsAsync(
        2, ["/sa/worker does not have", permission, $"Grant roles/storage.{role} to principal://"], Edit.Of<BucketIAMMemberArgs>(args => args.Member = "user:other@example.com", grant));

    /// <summary>Grants are to one account of one namespace; what every namespace has by itself has none.</summary>
    [Fact]
    public Task AccountOfThePods() => FailsAsync(2, ["/sa/default does not have storage.objects.get access"], Edit.Pod(pod => pod.ServiceAccountName = "default"));

    [Theory]
    [InlineData("CLOUDSTACKS_STORE", 0)]
    [InlineData("CLOUDSTACKS_REDUCE", 1)]
    [InlineData("CLOUDSTACKS_JOB", 2)]
    [InlineData("CLOUDSTACKS_SLICES", 3)]
    [InlineData("CLOUDSTACKS_ATTEMPT", 4)]
    public Task Variable(string name, int place) => FailsAsync(1, [name], Edit.PodContainer(container => container.Env = container.Env.Apply(env => env.RemoveAt(place))));

    [Fact]
    public Task ServiceAccount() => FailsAsync(0, ["serviceaccount \"other\" not found"], Edit.Pod(pod => pod.ServiceAccountName = "other"));

    [Fact]
    public Task Image() => FailsAsync(0, ["ImagePullBackOff: docker.io/x/worker:1 is not an image that this stack builds"], Edit.PodContainer(container => container.Image = "docker.io/x/worker:1"));

    /// <summary>It is the node that pulls; the pod's own roles do not help.</summary>
    [Fact]
    public Task NodesPermissionToPull() => FailsAsync(
        0, ["ImagePullBackOff", "gcp-gke-autopilot-nod", "artifactregistry.repositories.downloadArtifacts", "Grant roles/artifactregistry.reader"],
        Edit.Of<RepositoryIamMemberArgs>(args => args.Member = "user:other@example.com"));

    [Fact]
    public Task NodesAccount() => FailsAsync(0, ["act as the project's default account, which this stack does not declare"], Edit.Of<ClusterArgs>(args => args.ClusterAutoscaling = null));

    [Fact]
    public Task Quota() => FailsAsync(0, ["exceeded quota: worker, requested: pods=1, used: pods=0, limited: pods=0"], Edit.Of<Pulumi.Kubernetes.Types.Inputs.Core.V1.ResourceQuotaArgs>(
        args => args.Spec = new ResourceQuotaSpecArgs { Hard = { ["pods"] = "0" } }));

    [Fact]
    public Task SecurityContext() => FailsAsync(
        0, ["violates PodSecurity \"restricted:latest\"", "allowPrivilegeEscalation != false"], Edit.PodContainer(container => container.SecurityContext = null));

    [Fact]
    public Task Node() => FailsAsync(0, ["didn't match Pod's node selector: disk=fast"], Edit.Pod(pod => pod.NodeSelector = new Dictionary<string, string> { ["disk"] = "fast" }));

    [Theory]
    [InlineData("storage")]
    [InlineData("iam")]
    [InlineData("artifactregistry")]
    [InlineData("compute")]
    [InlineData("container")]
    public async Task Api(string name)
    {
        var other = Edit.Of<ServiceArgs>(args => args.ServiceName = "run.googleapis.com", $"-{name}");
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(other)));
        Assert.Contains($"{name}.googleapis.com has not been used in project local-project before or it is disabled", failure.Message, StringComparison.Ordinal);
    }

    private async Task FailsAsync(int tries, string[] expected, params ResourceTransformation[] edits)
    {
        Set("retries=1");
        await Workshop.UpAsync(Program(edits));
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input));
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
        Assert.Equal(tries, Assert.Single(run.Attempts()).Attempts);
    }
}

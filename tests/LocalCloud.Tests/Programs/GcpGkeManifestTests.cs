using k8s;
using k8s.Models;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What the program declares is what the official client reads, every member of it.</summary>
public sealed class GcpGkeManifestTests() : ProgramTest("gcp-gke", (name, options) => new CloudStacks.Stacks.GcpGke(name, options))
{
    private static readonly Dictionary<string, Func<string, IKubernetesObject>> Kinds = new()
    {
        ["kubernetes:core/v1:Namespace"] = Read<V1Namespace>,
        ["kubernetes:core/v1:ServiceAccount"] = Read<V1ServiceAccount>,
        ["kubernetes:core/v1:ResourceQuota"] = Read<V1ResourceQuota>,
        ["kubernetes:networking.k8s.io/v1:NetworkPolicy"] = Read<V1NetworkPolicy>,
        ["kubernetes:batch/v1:CronJob"] = Read<V1CronJob>,
    };

    [Fact]
    public async Task OfficialClientReadsEveryManifest()
    {
        var state = await Workshop.UpAsync(Program());
        var manifests = state.Resources.Where(resource => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal)).ToList();
        Assert.Equal(Kinds.Keys.Order(), manifests.Select(manifest => manifest.Type).Order());
        Assert.All(manifests, manifest => Assert.Equal(manifest.Type.Split(':')[2], Kinds[manifest.Type](manifest.Inputs.ToJsonString()).Kind));
    }

    [Fact]
    public async Task MisspeltMemberWouldBeFound()
    {
        await Workshop.UpAsync(Program());
        var manifest = Deployed("gcp-gke-template-job").Inputs.DeepClone().AsObject();
        manifest["spec"]!["jobTemplate"]!["spec"]!["podRetentionPolicy"] = "Failed";
        Assert.ThrowsAny<Exception>(() => Read<V1CronJob>(manifest.ToJsonString()));
    }

    /// <summary>Says what the client made of it, so that a value in the wrong place would be missed.</summary>
    [Fact]
    public async Task ClientSeesTheJobThatTheProgramMeans()
    {
        await Workshop.UpAsync(Program());
        var job = Read<V1CronJob>(Deployed("gcp-gke-template-job").Inputs.ToJsonString()).Spec.JobTemplate.Spec;
        Assert.Equal(("Indexed", 5, true), (job.CompletionMode, job.BackoffLimitPerIndex, job.Suspend));
        Assert.Equal(["Ignore", "FailIndex"], job.PodFailurePolicy.Rules.Select(rule => rule.Action));
        Assert.Equal([64, 65, 70], job.PodFailurePolicy.Rules[1].OnExitCodes.Values);
        var container = Assert.Single(job.Template.Spec.Containers);
        Assert.Equal(1, container.Resources.Requests["cpu"].ToDecimal());
        Assert.Equal(2048L << 20, container.Resources.Limits["memory"].ToDecimal());
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.Equal("worker", job.Template.Spec.ServiceAccountName);
    }

    private static T Read<T>(string json) where T : IKubernetesObject => KubernetesYaml.Deserialize<T>(json, strict: true);
}

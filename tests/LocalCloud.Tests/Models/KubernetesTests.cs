using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Container;
using Pulumi.Gcp.Projects;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;
using Provider = Pulumi.Kubernetes.Provider;
using ProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>What becomes of Kubernetes objects, and of the cluster that they are in.</summary>
public sealed class KubernetesTests : ModelTest
{
    [Fact]
    public async Task ObjectWithoutANameIsNamedByTheProvider()
    {
        var ns = await UpAsync("ns", () => _ = new Namespace("ns", new NamespaceArgs(), Inside()));
        Assert.Matches(@"\Ans-[0-9a-f]{8}\z", ns.Id);
        Assert.Equal(ns.Id, (string?)ns.Outputs["metadata"]!["name"]);
    }

    [Fact]
    public async Task ObjectInANamespaceHasBothInItsId() =>
        Assert.Equal("default/a", (await UpAsync("account", () => _ = new ServiceAccount("account", new ServiceAccountArgs { Metadata = Named("a") }, Inside()))).Id);

    /// <summary>Two objects of one name cannot be at the same time; another name is made first.</summary>
    [Fact]
    public async Task AnotherNameReplaces()
    {
        await Workshop.UpAsync(() => _ = new ServiceAccount("account", new ServiceAccountArgs { Metadata = Named("a") }, Inside()));
        await Workshop.UpAsync(() => _ = new ServiceAccount("account", new ServiceAccountArgs { Metadata = Named("b") }, Inside()));
        Assert.Equal(["Replace account", "DeleteReplaced account"], Workshop.Done);
    }

    [Fact]
    public async Task LabelsChangeInPlace()
    {
        await Workshop.UpAsync(() => _ = new ServiceAccount("account", new ServiceAccountArgs { Metadata = Named("a") }, Inside()));
        await Workshop.UpAsync(() => _ = new ServiceAccount("account", new ServiceAccountArgs { Metadata = new ObjectMetaArgs { Name = "a", Labels = { ["k"] = "v" } } }, Inside()));
        Assert.Equal(["Update account"], Workshop.Done);
    }

    /// <summary>Since version 4.29 an object that is there already is not taken over: https://github.com/pulumi/pulumi-kubernetes/issues/2926.</summary>
    [Fact]
    public Task SecondObjectOfANameIsRefused() => UpFailsAsync(() =>
    {
        var inside = Inside();
        _ = new ServiceAccount("first", new ServiceAccountArgs { Metadata = Named("a") }, inside);
        _ = new ServiceAccount("second", new ServiceAccountArgs { Metadata = Named("a") }, inside);
    }, "'default/a' exists already");

    [Fact]
    public Task NamespaceMustExist() => UpFailsAsync(
        () => _ = new ServiceAccount("account", new ServiceAccountArgs { Metadata = new ObjectMetaArgs { Namespace = "other" } }, Inside()), "namespaces \"other\" not found");

    [Fact]
    public Task NobodysKubeconfigIsRead() => UpFailsAsync(() => _ = new Namespace("ns"), "the local cloud never reads ~/.kube/config");

    [Fact]
    public Task ClusterMustBeTheStacks() => UpFailsAsync(
        () => _ = new Namespace("ns", new NamespaceArgs(), new CustomResourceOptions { Provider = new Provider("elsewhere", new ProviderArgs { KubeConfig = Config("https://192.0.2.1") }) }),
        "configured Kubernetes cluster is unreachable: unable to load schema information from the API server at https://192.0.2.1");

    [Fact]
    public Task KubeconfigMustNameACluster() => UpFailsAsync(() => _ = new Provider("p", new ProviderArgs { KubeConfig = "{}" }), "the setting 'kubeconfig' has no current context with a cluster");

    [Theory]
    [InlineData("A name")]
    [InlineData("-a")]
    [InlineData("")]
    public Task NamesFollowTheRules(string name) => UpFailsAsync(
        () => _ = new Namespace("ns", new NamespaceArgs { Metadata = Named(name) }, Inside()), $"metadata.name: Invalid value: \"{name}\": must be lower-case letters, digits and hyphens");

    [Fact]
    public Task LabelsFollowTheRules() => UpFailsAsync(
        () => _ = new Namespace("ns", new NamespaceArgs { Metadata = new ObjectMetaArgs { Labels = { ["k"] = "a b" } } }, Inside()), "metadata.labels: Invalid value: \"k\": \"a b\"");

    [Fact]
    public Task QuotaKeysAreTheModelledOnes() => UpFailsAsync(
        () => _ = new ResourceQuota("q", new ResourceQuotaArgs { Spec = new ResourceQuotaSpecArgs { Hard = { ["services"] = "1" } } }, Inside()), "spec.hard[services]: the local cloud models amounts of");

    /// <summary>A policy for what goes out could cut tasks off from storage, which nothing here would show.</summary>
    [Fact]
    public Task EgressPoliciesAreRefused() => UpFailsAsync(
        () => _ = new NetworkPolicy("p", new NetworkPolicyArgs { Spec = new NetworkPolicySpecArgs { PodSelector = new LabelSelectorArgs(), PolicyTypes = { "Egress" } } }, Inside()),
        "spec.policyTypes names Egress; the local cloud models Ingress");

    [Theory]
    [InlineData("hourly", true, "spec.schedule: Invalid value: \"hourly\": expected exactly 5 fields")]
    [InlineData("0 0 1 1 *", false, "spec.suspend is not true")]
    [InlineData("0 0 1 1 *", true, "spec.jobTemplate.spec.template: Required value: 'spec'")]
    public Task TemplateIsReadWhenItIsDeployed(string schedule, bool suspend, string expected) => UpFailsAsync(() => _ = new CronJob("c", new CronJobArgs
    {
        Spec = new CronJobSpecArgs { Schedule = schedule, Suspend = suspend, JobTemplate = new JobTemplateSpecArgs { Spec = new JobSpecArgs { Template = new PodTemplateSpecArgs() } } },
    }, Inside()), expected);

    /// <summary>Firewall rules that GKE makes for a cluster would keep its network.</summary>
    [Fact]
    public async Task NetworkOutlivesItsCluster()
    {
        await Workshop.UpAsync(() => Cluster());
        await Workshop.DownAsync();
        Assert.True(Workshop.Done.IndexOf("Delete cluster") < Workshop.Done.IndexOf("Delete network"));
    }

    private static ObjectMetaArgs Named(string name) => new() { Name = name };

    private static CustomResourceOptions Inside() => new() { Provider = new Provider("provider", new ProviderArgs { KubeConfig = Cluster().Endpoint.Apply(endpoint => Config($"https://{endpoint}")) }) };

    private static string Config(string server) => System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["clusters"] = new[] { new { name = "c", cluster = new { server } } },
        ["contexts"] = new[] { new { name = "x", context = new { cluster = "c" } } },
        ["current-context"] = "x",
    });

    private static Cluster Cluster()
    {
        var options = new CustomResourceOptions { DependsOn = { Api("compute"), Api("container") } };
        var network = new Network("network", new NetworkArgs { AutoCreateSubnetworks = false }, options);
        return new("cluster", new ClusterArgs { EnableAutopilot = true, Network = network.Id, DeletionProtection = false }, options);
    }

    private static Service Api(string name) => new(name, new ServiceArgs { ServiceName = $"{name}.googleapis.com" });
}

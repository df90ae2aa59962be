using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Networking.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Pulumi.Kubernetes.Types.Inputs.Networking.V1;

namespace CloudStacks.Shared.Kubernetes;

/// <summary>
/// A namespace for the tasks of one stack: what may run in it, how much at once, who its pods are and what reaches them. What is in it has fixed
/// names, because the namespace's own is its stack's alone.
/// </summary>
public sealed class WorkerNamespace : ComponentResource
{
    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="settings">How many tasks run at once, and how large they are.</param>
    /// <param name="labels">The labels of the trial.</param>
    /// <param name="options">The component's options, with the cluster's provider.</param>
    public WorkerNamespace(string name, StackSettings settings, Dictionary<string, string> labels, ComponentResourceOptions options)
        : base("cloudstacks:kubernetes:WorkerNamespace", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };

        // Pods that could take over their node are not let in: https://kubernetes.io/docs/concepts/security/pod-security-standards/.
        var ns = new Namespace($"{name}-namespace", new NamespaceArgs
        {
            Metadata = new ObjectMetaArgs { Labels = new Dictionary<string, string>(labels) { ["pod-security.kubernetes.io/enforce"] = "restricted" } },
        }, child);
        Name = ns.Metadata.Apply(metadata => metadata.Name);

        // A bound on what a mistake can cost: pods of one run, and no more.
        _ = new ResourceQuota($"{name}-quota", new ResourceQuotaArgs
        {
            Metadata = Meta("worker", labels),
            Spec = new ResourceQuotaSpecArgs { Hard = Bounds(settings) },
        }, child);

        // Tasks call others, nobody calls them.
        _ = new NetworkPolicy($"{name}-network", new NetworkPolicyArgs
        {
            Metadata = Meta("no-ingress", labels),
            Spec = new NetworkPolicySpecArgs { PodSelector = new LabelSelectorArgs(), PolicyTypes = { "Ingress" } },
        }, child);

        // Who the pods are to the cloud. To the cluster they are nobody, so that they get no token for it.
        var account = new ServiceAccount($"{name}-account", new ServiceAccountArgs
        {
            Metadata = Meta("worker", labels),
            AutomountServiceAccountToken = false,
        }, child);
        Account = account.Metadata.Apply(metadata => metadata.Name);
        RegisterOutputs();
    }

    /// <summary>The namespace's name.</summary>
    public Output<string> Name { get; }

    /// <summary>The name of the service account that pods are.</summary>
    public Output<string> Account { get; }

    private static Dictionary<string, string> Bounds(StackSettings settings) => new()
    {
        ["pods"] = settings.MaxParallelism.ToString(CultureInfo.InvariantCulture),
        ["requests.cpu"] = (settings.MaxParallelism * settings.Vcpu).ToString(CultureInfo.InvariantCulture),
        ["requests.memory"] = string.Create(CultureInfo.InvariantCulture, $"{(long)settings.MaxParallelism * settings.MemoryMiB}Mi"),
    };

    private ObjectMetaArgs Meta(string name, Dictionary<string, string> labels) => new() { Name = name, Namespace = Name, Labels = labels };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Kubernetes;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

/// <summary>The objects of a stack's cluster. Only what stands in the state exists, and what every cluster has by itself.</summary>
internal sealed class ClusterObjects(StackState state, IClusterHost host)
{
    /// <summary>The suspended templates of Jobs.</summary>
    public IReadOnlyList<CronJob> CronJobs { get; } = [.. state.OfType(KubernetesNames.CronJob).Select(CronJob.Read)];

    /// <summary>Whether a namespace exists.</summary>
    public bool HasNamespace(string name) => LabelsOf(name) is not null;

    /// <summary>Whether a service account exists; every namespace has <c>default</c> by itself.</summary>
    public bool HasServiceAccount(string ns, string name) =>
        name == "default" || state.OfType(KubernetesNames.ServiceAccount).Any(account => KubernetesNames.Is(account, ns, name));

    /// <summary>The level of pod security that a namespace enforces; <c>privileged</c>, which is none, where it says nothing.</summary>
    public string SecurityOf(string ns) => (string?)LabelsOf(ns)?["pod-security.kubernetes.io/enforce"] ?? "privileged";

    /// <summary>The quotas of a namespace.</summary>
    public IReadOnlyList<ResourceQuota> QuotasIn(string ns) =>
    [
        .. state.OfType(KubernetesNames.ResourceQuota).Where(quota => KubernetesNames.NamespaceOf(quota) == ns).Select(ResourceQuota.Read),
        .. host.QuotaIn(ns) is { } own ? new[] { own } : [],
    ];

    private JsonObject? LabelsOf(string ns) => state.OfType(KubernetesNames.Namespace).FirstOrDefault(found => KubernetesNames.NameOf(found) == ns) is { } found
        ? found.Outputs["metadata"]?["labels"] as JsonObject ?? []
        : null;
}

/// <summary>A template of Jobs. Its schedule never comes due here, because only suspended ones can be deployed.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its id, by which its Jobs know it.</param>
/// <param name="Template">The template's <c>metadata</c> and <c>spec</c>.</param>
/// <param name="SuccessfulJobs">How many finished Jobs stay that succeeded.</param>
/// <param name="FailedJobs">How many finished Jobs stay that failed.</param>
internal sealed record CronJob(string Namespace, string Name, string Uid, JsonObject Template, int SuccessfulJobs, int FailedJobs)
{
    // Three and one: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits
    public static CronJob Read(DeployedResource resource) => new(
        KubernetesNames.NamespaceOf(resource), KubernetesNames.NameOf(resource), KubernetesNames.UidOf(resource), resource.Outputs["spec"]!["jobTemplate"]!.AsObject(),
        (int?)resource.Outputs["spec"]!["successfulJobsHistoryLimit"] ?? 3, (int?)resource.Outputs["spec"]!["failedJobsHistoryLimit"] ?? 1);
}

/// <summary>The most of everything that a namespace may use, by the quota's own keys. https://kubernetes.io/docs/concepts/policy/resource-quotas/</summary>
internal sealed record ResourceQuota(string Name, ImmutableSortedDictionary<string, string> Hard)
{
    public static ResourceQuota Read(DeployedResource resource) => new(KubernetesNames.NameOf(resource), (resource.Outputs["spec"]?["hard"] as JsonObject ?? [])
        .ToImmutableSortedDictionary(limit => limit.Key, limit => Convert.ToString(limit.Value, CultureInfo.InvariantCulture)!, StringComparer.Ordinal));
}

using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Kubernetes;

/// <summary>Everything of Kubernetes that the local cloud can deploy.</summary>
internal static class KubernetesModels
{
    public static IEnumerable<IResourceModel> Resources =>
    [
        new ProviderModel(),
        new KubernetesModel(KubernetesNames.Namespace, "v1", "Namespace") { Namespaced = false, Members = [] },
        new KubernetesModel(KubernetesNames.ServiceAccount, "v1", "ServiceAccount") { Members = ["automountServiceAccountToken"] },
        new ResourceQuotaModel(),
        new NetworkPolicyModel(),
        new CronJobModel(),
    ];
}

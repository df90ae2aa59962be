using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Kubernetes;

/// <summary>Names that models and services of Kubernetes share.</summary>
internal static class KubernetesNames
{
    public const string Provider = "pulumi:providers:kubernetes";
    public const string Namespace = "kubernetes:core/v1:Namespace";
    public const string ServiceAccount = "kubernetes:core/v1:ServiceAccount";
    public const string ResourceQuota = "kubernetes:core/v1:ResourceQuota";
    public const string NetworkPolicy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
    public const string CronJob = "kubernetes:batch/v1:CronJob";

    /// <summary>An object's own name.</summary>
    public static string NameOf(DeployedResource resource) => (string)resource.Outputs["metadata"]!["name"]!;

    /// <summary>The namespace that an object is in; <c>default</c> where it names none.</summary>
    public static string NamespaceOf(DeployedResource resource) => (string?)resource.Outputs["metadata"]!["namespace"] ?? "default";

    /// <summary>The id by which others know an object.</summary>
    public static string UidOf(DeployedResource resource) => (string)resource.Outputs["metadata"]!["uid"]!;

    /// <summary>Whether an object has this namespace and name.</summary>
    public static bool Is(DeployedResource resource, string ns, string name) => NamespaceOf(resource) == ns && NameOf(resource) == name;
}

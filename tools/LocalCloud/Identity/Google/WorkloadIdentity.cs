using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Kubernetes;

namespace CloudStacks.LocalCloud.Identity.Google;

/// <summary>The identities of pods in a project's clusters. https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity</summary>
internal static class WorkloadIdentity
{
    /// <summary>The pool of all pods of a project, which comes into being with its first cluster.</summary>
    public static string PoolOf(GoogleProject project) => $"{project.Id}.svc.id.goog";

    /// <summary>The principal that a service account of a namespace is, in whichever cluster of the project. It has the project's number first and its id in the pool.</summary>
    public static string PrincipalOf(GoogleProject project, string ns, string serviceAccount) =>
        $"principal://iam.googleapis.com/projects/{project.Number}/locations/global/workloadIdentityPools/{PoolOf(project)}/subject/ns/{ns}/sa/{serviceAccount}";

    /// <summary>The principals of a stack: its service accounts, and the one that every namespace has by itself.</summary>
    public static IEnumerable<Principal> In(StackState state, GoogleProject project)
    {
        var declared = state.OfType(KubernetesNames.ServiceAccount).Select(account => (KubernetesNames.NamespaceOf(account), KubernetesNames.NameOf(account)));
        var own = state.OfType(KubernetesNames.Namespace).Select(ns => (KubernetesNames.NameOf(ns), "default"));
        return declared.Concat(own).Select(account => new Principal(PrincipalKind.Workload, PrincipalOf(project, account.Item1, account.Item2)));
    }
}

using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Google;
using CloudStacks.LocalCloud.Models.DockerBuild;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

namespace CloudStacks.LocalCloud.Services.GcpGke;

/// <summary>What an Autopilot cluster adds to Kubernetes: nodes that pull as a Google service account, pods that are principals of Google's IAM, and a quota.</summary>
internal sealed class GkeHost(StackState state, GoogleCloud google) : IClusterHost
{
    private const string Spot = "cloud.google.com/gke-spot";

    // In clusters of fewer than 100 nodes, in every namespace: https://docs.cloud.google.com/kubernetes-engine/quotas
    private static readonly ResourceQuota Own = new("gke-resource-quotas", ImmutableSortedDictionary<string, string>.Empty.Add("count/jobs.batch", "5000").Add("pods", "1500"));

    /// <inheritdoc/>
    public string? PullProblem(string image) => StackImages.Problem(state, image, "linux/amd64", "the nodes of Autopilot") ?? NodeProblem(image);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> IdentityOf(string ns, string serviceAccount) =>
        google.EnvironmentFor(WorkloadIdentity.PrincipalOf(google.Project, ns, serviceAccount));

    /// <inheritdoc/>
    public bool IsSpot(IReadOnlyDictionary<string, string> nodeSelector)
    {
        foreach (var (label, value) in nodeSelector.Where(label => label is not { Key: Spot, Value: "true" }))
        {
            throw new FormatException($"0 nodes are available: node(s) didn't match Pod's node selector: {label}={value} is none that the local cloud models ({Spot}=true)");
        }
        return nodeSelector.Count > 0;
    }

    /// <inheritdoc/>
    public ResourceQuota? QuotaIn(string ns) => Own;

    // It is the node that pulls, and not the pod: https://docs.cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
    private string? NodeProblem(string image)
    {
        var cluster = state.OfType(GcpNames.Cluster).First();
        if ((string?)cluster.Outputs["clusterAutoscaling"]?["autoProvisioningDefaults"]?["serviceAccount"] is not { } account)
        {
            return $"the nodes of cluster {cluster.Text("name")} act as the project's default account, which this stack does not declare (clusterAutoscaling.autoProvisioningDefaults.serviceAccount)";
        }
        var holder = state.OfType(GcpNames.Repository).FirstOrDefault(repository => ImageRepository.Of(repository) is { } images && image.StartsWith(images.Address, StringComparison.Ordinal));
        if (holder is null)
        {
            return $"{image}: not found: no deployed repository holds it";
        }
        var decision = google.Iam.Check(new(PrincipalKind.ServiceAccount, account), "artifactregistry.repositories.downloadArtifacts", holder.Id);
        return decision.Allowed ? null : $"failed to authorize: {decision.Message}";
    }
}

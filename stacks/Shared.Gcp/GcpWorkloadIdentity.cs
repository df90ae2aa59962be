using Pulumi;
using Pulumi.Gcp.Organizations;
using Pulumi.Gcp.Storage;

namespace CloudStacks.Shared.Gcp;

/// <summary>
/// Roles on one bucket for the pods of a Kubernetes service account, as a principal of its own: no Google service account stands between, and no
/// key. https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
/// </summary>
public sealed class GcpWorkloadIdentity : ComponentResource
{
    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="place">The project.</param>
    /// <param name="ns">The namespace, which waits for its cluster: the project's pool of principals comes into being with the first one.</param>
    /// <param name="account">The Kubernetes service account.</param>
    /// <param name="bucket">The bucket that the roles are on.</param>
    /// <param name="roles">The roles, such as <c>roles/storage.objectViewer</c>.</param>
    /// <param name="options">The component's options.</param>
    public GcpWorkloadIdentity(string name, GcpPlace place, Output<string> ns, Output<string> account, Output<string> bucket, IEnumerable<string> roles, ComponentResourceOptions? options = null)
        : base("cloudstacks:gcp:WorkloadIdentity", name, options)
    {
        // The number stands in the first place and the id in the pool's name.
        var number = GetProject.Invoke(new GetProjectInvokeArgs { ProjectId = place.Project }).Apply(project => project.Number);
        var member = Output.Format($"principal://iam.googleapis.com/projects/{number}/locations/global/workloadIdentityPools/{place.Project}.svc.id.goog/subject/ns/{ns}/sa/{account}");
        foreach (var role in roles)
        {
            _ = new BucketIAMMember($"{name}-{role.Split('.')[^1].ToLowerInvariant()}", new BucketIAMMemberArgs { Bucket = bucket, Role = role, Member = member }, new CustomResourceOptions { Parent = this });
        }
        RegisterOutputs();
    }
}

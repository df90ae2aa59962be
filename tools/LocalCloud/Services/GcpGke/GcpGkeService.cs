using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Services.GcpGke.Commands;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Services.Kubernetes;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpGke;

/// <summary>An Autopilot cluster of GKE, behind <c>kubectl</c> and the commands of <c>gcloud container</c>.</summary>
public sealed class GcpGkeService : ILocalService
{
    private readonly KubernetesJobs _jobs;
    private readonly GcloudCommandSet _gcloud;

    private GcpGkeService(KubernetesJobs jobs, GcloudCommandSet gcloud) => (_jobs, _gcloud) = (jobs, gcloud);

    /// <inheritdoc/>
    public string Service => "gcp-gke";

    /// <summary>Opens the service on what is deployed and takes up what an earlier session left. Throws <see cref="FormatException"/> naming what is not modelled.</summary>
    public static GcpGkeService Open(ServiceContext context, GoogleCloud google, ITaskLauncher? launcher = null)
    {
        if (!context.State.OfType(GcpNames.Cluster).Any())
        {
            throw new EngineException("the stack has no cluster (gcp:container/cluster:Cluster)");
        }
        return new(KubernetesJobs.Open(context, new GkeHost(context.State, google), launcher), new GcloudCommandSet(google.Project.Id,
        [
            new GetCredentials(context.State), new ListClusters(context.State), .. StackListings.All(context.State),
        ]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICommandHandler> Commands => [_jobs.Commands, _gcloud];

    /// <inheritdoc/>
    public string? WhyWaiting() => _jobs.WhyWaiting();

    /// <inheritdoc/>
    public IReadOnlyList<TaskAttempts> Attempts() => _jobs.Attempts();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _jobs.DisposeAsync();
}

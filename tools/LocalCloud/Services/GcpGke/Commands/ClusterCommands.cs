using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpGke.Commands;

/// <summary>
/// Writes a kubeconfig; here it only looks whether the cluster is there, because <c>kubectl</c> is answered without one.
/// https://cloud.google.com/sdk/gcloud/reference/container/clusters/get-credentials
/// </summary>
internal sealed class GetCredentials(StackState state) : GcloudJsonCommand("container clusters get-credentials", new("cluster", Required: true), new("--location", Required: true))
{
    public override JsonNode? Execute(GcloudArguments arguments) =>
        state.OfType(GcpNames.Cluster).Any(cluster => cluster.Text("name") == arguments.Required("cluster") && cluster.Text("location") == arguments.Required("--location"))
            ? null
            : throw new GcloudServiceException($"ResponseError: code=404, message=Not found: projects/-/locations/{arguments.Required("--location")}/clusters/{arguments.Required("cluster")}.");
}

/// <summary>The stack's clusters. https://cloud.google.com/sdk/gcloud/reference/container/clusters/list</summary>
internal sealed class ListClusters(StackState state) : GcloudJsonCommand("container clusters list", new("--location", Required: true), new("--filter"))
{
    public override JsonNode Execute(GcloudArguments arguments) => GcloudFilter.Parse(arguments.Text("--filter")).Of(state.OfType(GcpNames.Cluster)
        .Where(cluster => cluster.Text("location") == arguments.Required("--location")).Select(cluster => new JsonObject
        {
            ["name"] = cluster.Text("name"),
            ["location"] = cluster.Text("location"),
            ["resourceLabels"] = cluster.Outputs["resourceLabels"]?.DeepClone(),
        }));
}

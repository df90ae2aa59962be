using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>
/// An Autopilot cluster of GKE
/// (https://github.com/hashicorp/terraform-provider-google-beta/blob/v7.45.0/google-beta/services/container/resource_container_cluster.go).
/// </summary>
internal sealed class ClusterModel : GcpModel
{
    public ClusterModel() : base(GcpNames.Cluster)
    {
        Api = "container.googleapis.com";
        Located = true;
        NameInput = "name";
        Fixed = ["description", "enableAutopilot", "network", "subnetwork"];
        Mutable = ["clusterAutoscaling", "deletionProtection", "releaseChannel", "resourceLabels"];
        Id = "projects/{project}/locations/{location}/clusters/{name}";
        References =
        [
            new("network", GcpNames.Network, "Error 404: Not found: project network"),
            new("subnetwork", GcpNames.Subnetwork, "Error 404: Not found: project subnetwork"),
        ];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        var rest = inputs.DeepClone().AsObject();
        rest.Remove("nodeConfig");
        foreach (var problem in base.Check(identity, rest))
            yield return problem;
        if (inputs["nodeConfig"] is not null)
            yield return "input 'nodeConfig' makes every later up replace an Autopilot cluster (https://github.com/pulumi/pulumi-gcp/issues/2247); its nodes are configured by clusterAutoscaling";
        if ((bool?)inputs["enableAutopilot"] != true)
            yield return "input 'enableAutopilot' is not true; the local cloud models Autopilot";
        if (inputs["network"] is null)
            yield return "input 'network' is missing: the cluster would lie in the network 'default', which this stack does not declare and not every project has";
        // https://docs.cloud.google.com/kubernetes-engine/docs/how-to/creating-an-autopilot-cluster
        if ((string)base.Describe(identity, inputs).Outputs["name"]! is { Length: > 40 } name)
            yield return $"cluster name '{name}' has more than 40 characters";
    }

    public override (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var (id, outputs) = base.Describe(identity, inputs);
        // An address of a range that is for tests: https://www.rfc-editor.org/rfc/rfc2544.
        var host = int.Parse(PhysicalName.Hex(identity, 4, "endpoint"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        outputs["endpoint"] = FormattableString.Invariant($"198.18.{host >> 8}.{host & 255}");
        outputs["masterAuth"] = new JsonObject { ["clusterCaCertificate"] = Convert.ToBase64String("local"u8) };
        return (id, outputs);
    }

    /// <summary>The default is true, and what counts is what was applied, not what the program says now (https://github.com/pulumi/pulumi-gcp/issues/1394).</summary>
    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        if ((bool?)change.Resource.Inputs["deletionProtection"] != false)
            throw new ProviderException($"Cannot destroy cluster '{change.Resource.Text("name")}' because deletion_protection is set to true. Set DeletionProtection = false, run up, then destroy.");
    }
}

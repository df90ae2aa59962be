using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>VPC networks, their subnetworks and firewall rules (https://github.com/hashicorp/terraform-provider-google-beta/tree/v7.45.0/google-beta/services/compute).</summary>
internal static class NetworkModels
{
    public static IEnumerable<IResourceModel> All =>
    [
        new NetworkModel(),
        new GcpModel(GcpNames.Subnetwork)
        {
            Api = "compute.googleapis.com",
            NameInput = "name",
            Fixed = ["description", "ipCidrRange", "network", "region"],
            Mutable = ["privateIpGoogleAccess"],
            Id = "projects/{project}/regions/{region}/subnetworks/{name}",
            References = [new("network", GcpNames.Network, "Error 404: The resource 'network' was not found")],
            HeldBy = [new(GcpNames.Cluster, "subnetwork", "Error 400: The subnetwork resource is already being used.")],
        },
        new GcpModel(GcpNames.Firewall)
        {
            Api = "compute.googleapis.com",
            NameInput = "name",
            Fixed = ["network"],
            Mutable = ["allows", "description", "sourceTags", "targetTags"],
            Id = "projects/{project}/global/firewalls/{name}",
            References = [new("network", GcpNames.Network, "Error 404: The resource 'network' was not found")],
        },
    ];
}

/// <summary>A network.</summary>
internal sealed class NetworkModel : GcpModel
{
    public NetworkModel() : base(GcpNames.Network)
    {
        Api = "compute.googleapis.com";
        NameInput = "name";
        Fixed = ["autoCreateSubnetworks", "description"];
        Id = "projects/{project}/global/networks/{name}";
        HeldBy =
        [
            new(GcpNames.Subnetwork, "network", "Error 400: The network resource is already being used by a subnetwork."),
            new(GcpNames.Cluster, "network", "Error 400: The network resource is already being used by the cluster's firewall rules."),
            new(GcpNames.Firewall, "network", "Error 400: The network resource is already being used by a firewall rule."),
        ];
    }

    // The default is one subnetwork in every region, each with a range that others may want.
    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if ((bool?)inputs["autoCreateSubnetworks"] != false)
            yield return "input 'autoCreateSubnetworks' is not false; the local cloud models networks with subnetworks of their own";
    }
}

using Pulumi;
using Pulumi.Gcp.Compute;

namespace CloudStacks.Shared.Gcp;

/// <summary>
/// A network of a stack's own with one subnetwork, in which machines without external addresses reach Google's APIs. Not every project has the one that is
/// called default, and nothing else is in this one.
/// </summary>
internal static class PrivateNetwork
{
    /// <param name="name">What the names of both start with.</param>
    /// <param name="place">Project and region.</param>
    /// <param name="labels">The labels of the trial; a network has none, so that its description says them.</param>
    /// <param name="options">The options of both.</param>
    public static (Network Network, Subnetwork Subnetwork) Create(string name, GcpPlace place, IReadOnlyDictionary<string, string> labels, CustomResourceOptions options)
    {
        var network = new Network($"{name}-network", new NetworkArgs
        {
            Project = place.Project,
            Description = GcpServiceAccount.Marker(labels),
            AutoCreateSubnetworks = false,
        }, options);
        return (network, new Subnetwork($"{name}-subnetwork", new SubnetworkArgs
        {
            Project = place.Project,
            Region = place.Region,
            Network = network.Id,
            IpCidrRange = "10.0.0.0/20",
            PrivateIpGoogleAccess = true,
        }, options));
    }
}

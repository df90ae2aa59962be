using Pulumi;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Compute.Inputs;

namespace CloudStacks.Shared.Gcp;

/// <summary>A private network for virtual machines that talk to one another; nothing else reaches them.</summary>
public sealed class GcpNetwork : ComponentResource
{
    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="place">Project and region.</param>
    /// <param name="tag">The network tag of the machines.</param>
    /// <param name="ports">The TCP ports on which they talk to one another.</param>
    /// <param name="labels">The labels of the trial.</param>
    /// <param name="apis">The APIs to wait for.</param>
    /// <param name="options">The component's options.</param>
    public GcpNetwork(string name, GcpPlace place, string tag, string ports, IReadOnlyDictionary<string, string> labels, GcpServices apis, ComponentResourceOptions? options = null)
        : base("cloudstacks:gcp:Network", name, options)
    {
        var child = new CustomResourceOptions { Parent = this, DependsOn = apis };
        var (network, subnetwork) = PrivateNetwork.Create(name, place, labels, child);
        var inside = new Firewall($"{name}-inside", new FirewallArgs
        {
            Project = place.Project,
            Network = network.Id,
            Allows = { new FirewallAllowArgs { Protocol = "tcp", Ports = { ports } } },
            SourceTags = { tag },
            TargetTags = { tag },
        }, child);

        // Whoever uses the subnetwork waits for the rule.
        Subnetwork = Output.Tuple(subnetwork.Name, inside.Id).Apply(both => $"regions/{place.Region}/subnetworks/{both.Item1}");
        RegisterOutputs();
    }

    /// <summary>The subnetwork as Google's command lines take it: <c>regions/region/subnetworks/name</c>.</summary>
    public Output<string> Subnetwork { get; }
}

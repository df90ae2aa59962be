using Pulumi;
using Pulumi.Gcp.ArtifactRegistry;
using Pulumi.Gcp.Container;
using Pulumi.Gcp.Container.Inputs;
using Pulumi.Gcp.ServiceAccount;
using ProjectMember = Pulumi.Gcp.Projects.IAMMember;
using ProjectMemberArgs = Pulumi.Gcp.Projects.IAMMemberArgs;

namespace CloudStacks.Shared.Gcp;

/// <summary>An Autopilot cluster in a network of its own, whose nodes act as an account that can do no more than be nodes and pull the worker's image.</summary>
public sealed class GkeAutopilot : ComponentResource
{
    // https://docs.cloud.google.com/iam/docs/service-accounts-create
    private const int LongestId = 30;

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="place">Project and region.</param>
    /// <param name="image">The image that nodes pull.</param>
    /// <param name="labels">The labels of the trial.</param>
    /// <param name="apis">The APIs to wait for.</param>
    /// <param name="options">The component's options.</param>
    public GkeAutopilot(string name, GcpPlace place, GcpWorkerImage image, Dictionary<string, string> labels, GcpServices apis, ComponentResourceOptions? options = null)
        : base("cloudstacks:gcp:GkeAutopilot", name, options)
    {
        var child = new CustomResourceOptions { Parent = this, DependsOn = apis };

        var (network, subnetwork) = PrivateNetwork.Create(name, place, labels, child);
        var nodes = Nodes(name, place, image, labels, child);

        var cluster = new Cluster($"{name}-cluster", new ClusterArgs
        {
            Project = place.Project,
            Location = place.Region,
            EnableAutopilot = true,
            Network = network.Id,
            Subnetwork = subnetwork.Id,
            ReleaseChannel = new ClusterReleaseChannelArgs { Channel = "REGULAR" },
            // On by default, and then neither destroy nor a replacement works.
            DeletionProtection = false,
            // Autopilot takes its nodes' account from here; NodeConfig would replace the cluster at every up.
            ClusterAutoscaling = new ClusterClusterAutoscalingArgs
            {
                AutoProvisioningDefaults = new ClusterClusterAutoscalingAutoProvisioningDefaultsArgs
                {
                    ServiceAccount = nodes,
                    OauthScopes = { "https://www.googleapis.com/auth/cloud-platform" },
                },
            },
            ResourceLabels = labels,
        }, child);

        Name = cluster.Name;
        Endpoint = cluster.Endpoint;
        Authority = cluster.MasterAuth.Apply(auth => auth.ClusterCaCertificate!);
        RegisterOutputs();
    }

    /// <summary>The cluster's name.</summary>
    public Output<string> Name { get; }

    /// <summary>The control plane's address.</summary>
    public Output<string> Endpoint { get; }

    /// <summary>The certificate of the control plane's authority, in base64.</summary>
    public Output<string> Authority { get; }

    // The role that Google names as the least for nodes, and the one repository: https://docs.cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster.
    private static Output<string> Nodes(string name, GcpPlace place, GcpWorkerImage image, Dictionary<string, string> labels, CustomResourceOptions child)
    {
        var account = new Account($"{name}-nodes", new AccountArgs
        {
            Project = place.Project,
            AccountId = GcpNames.Unique($"{name}-nodes", LongestId),
            DisplayName = $"{name}-nodes",
            Description = GcpServiceAccount.Marker(labels),
        }, child);
        var run = new ProjectMember($"{name}-nodes-run", new ProjectMemberArgs { Project = place.Project, Role = "roles/container.defaultNodeServiceAccount", Member = account.Member }, child);
        var pull = new RepositoryIamMember($"{name}-nodes-pull", new RepositoryIamMemberArgs
        {
            Project = place.Project,
            Location = place.Region,
            Repository = image.Repository,
            Role = "roles/artifactregistry.reader",
            Member = account.Member,
        }, child);

        // Whoever acts as the account waits for its grants, and on destroy is gone before they go.
        return Output.Tuple(account.Email, run.Id, pull.Id).Apply(parts => parts.Item1);
    }
}

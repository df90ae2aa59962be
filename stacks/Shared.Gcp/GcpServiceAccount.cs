using Pulumi;
using Pulumi.Gcp.ServiceAccount;
using Pulumi.Gcp.Storage;

namespace CloudStacks.Shared.Gcp;

/// <summary>A service account with roles on one bucket and no others; it has no keys.</summary>
public sealed class GcpServiceAccount : ComponentResource
{
    // https://docs.cloud.google.com/iam/docs/service-accounts-create
    private const int LongestId = 30;

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="place">The project.</param>
    /// <param name="bucket">The bucket that the roles are on.</param>
    /// <param name="roles">The roles, such as <c>roles/storage.objectViewer</c>.</param>
    /// <param name="labels">The labels of the trial; an account has none, so that its description says them.</param>
    /// <param name="apis">The APIs to wait for.</param>
    /// <param name="options">The component's options.</param>
    public GcpServiceAccount(string name, GcpPlace place, Input<string> bucket, IEnumerable<string> roles, IReadOnlyDictionary<string, string> labels, GcpServices apis, ComponentResourceOptions? options = null)
        : base("cloudstacks:gcp:ServiceAccount", name, options)
    {
        var child = new CustomResourceOptions { Parent = this, DependsOn = apis };

        var account = new Account($"{name}-account", new AccountArgs
        {
            Project = place.Project,
            AccountId = GcpNames.Unique(name, LongestId),
            DisplayName = name,
            Description = Marker(labels),
        }, child);
        var grants = roles.Select(role => new BucketIAMMember($"{name}-{role.Split('.')[^1].ToLowerInvariant()}", new BucketIAMMemberArgs
        {
            Bucket = bucket,
            Role = role,
            Member = account.Member,
        }, child).Id).ToList();

        // Whoever acts as the account waits for its grants, and on destroy is gone before they go.
        Email = Output.Tuple(account.Email, Output.All(grants)).Apply(both => both.Item1);
        RegisterOutputs();
    }

    /// <summary>The account's e-mail address, once it has its roles.</summary>
    public Output<string> Email { get; }

    /// <summary>The labels in one word, by which a listing finds the accounts of a trial.</summary>
    public static string Marker(IReadOnlyDictionary<string, string> labels) => $"{labels["project"]}_{labels["service"]}_{labels["stack"]}";
}

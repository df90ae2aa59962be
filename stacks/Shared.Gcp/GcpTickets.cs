using Pulumi;
using Pulumi.Gcp.CloudFunctionsV2.Inputs;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Storage;

namespace CloudStacks.Shared.Gcp;

/// <summary>
/// A bucket for tickets alone and what lets Eventarc tell of each: it cannot select by name, so that every object in a bucket that it listens to calls
/// the function (https://docs.cloud.google.com/eventarc/docs/path-patterns).
/// </summary>
public sealed class GcpTickets : ComponentResource
{
    private readonly Output<string> _account;
    private readonly GcpPlace _place;

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="place">Project and region.</param>
    /// <param name="labels">The labels of the trial.</param>
    /// <param name="apis">The APIs to wait for.</param>
    /// <param name="options">The component's options.</param>
    public GcpTickets(string name, GcpPlace place, Dictionary<string, string> labels, GcpServices apis, ComponentResourceOptions? options = null)
        : base("cloudstacks:gcp:Tickets", name, options)
    {
        _place = place;
        var child = new CustomResourceOptions { Parent = this, DependsOn = apis };

        var bucket = new Bucket($"{name}-bucket", GcpBuckets.Private(place, labels), child);

        // Cloud Storage publishes what happens in a bucket as an account of its own, one for each project; events travel through Pub/Sub.
        var agent = GetProjectServiceAccount.Invoke(new() { Project = place.Project }, new InvokeOptions { Parent = this });
        var publish = new IAMMember($"{name}-publish", new IAMMemberArgs
        {
            Project = place.Project,
            Role = "roles/pubsub.publisher",
            Member = agent.Apply(found => found.Member),
        }, child);

        // The trigger's account has no roles on a bucket: it receives events and, once there is a function, calls it.
        var account = new GcpServiceAccount($"{name}-trigger", place, bucket.Name, [], labels, apis, new ComponentResourceOptions { Parent = this });
        var receive = new IAMMember($"{name}-receive", new IAMMemberArgs
        {
            Project = place.Project,
            Role = "roles/eventarc.eventReceiver",
            Member = Output.Format($"serviceAccount:{account.Email}"),
        }, child);

        // Eventarc refuses a trigger whose grants are not there yet, so that whoever names the account waits for them.
        _account = Output.Tuple(account.Email, publish.Id, receive.Id).Apply(parts => parts.Item1);
        Bucket = bucket.Name;
        Uri = Output.Format($"gs://{bucket.Name}");
        Member = Output.Format($"serviceAccount:{account.Email}");
        RegisterOutputs();
    }

    /// <summary>The bucket's name.</summary>
    public Output<string> Bucket { get; }

    /// <summary>The bucket as the worker writes it: <c>gs://bucket</c>.</summary>
    public Output<string> Uri { get; }

    /// <summary>The trigger's account as grants name it.</summary>
    public Output<string> Member { get; }

    /// <summary>The trigger for new tickets; an event that is not acknowledged comes back for a day.</summary>
    public FunctionEventTriggerArgs Trigger => new()
    {
        EventType = "google.cloud.storage.object.v1.finalized",
        EventFilters = { new FunctionEventTriggerEventFilterArgs { Attribute = "bucket", Value = Bucket } },
        TriggerRegion = _place.Region,
        RetryPolicy = "RETRY_POLICY_RETRY",
        ServiceAccountEmail = _account,
    };
}

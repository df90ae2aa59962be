using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.Shared;
using CloudStacks.Shared.Gcp;
using Pulumi;
using Pulumi.Gcp.CloudFunctionsV2;
using Pulumi.Gcp.CloudFunctionsV2.Inputs;
using Pulumi.Gcp.CloudRunV2;

namespace CloudStacks.Stacks;

/// <summary>The job as a Cloud Run function: a ticket in a bucket for each shard, and one request to the function for each ticket.</summary>
public sealed class GcpCloudFunctions : ReferenceDeployment
{
    private const string Id = "gcp-cloud-functions";

    // The service under the function has its name, and allows 49 characters: https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/create
    private const int LongestName = 49;

    public GcpCloudFunctions(string name, ComponentResourceOptions? options = null) : base(Id, name, options)
    {
        // Settings: what the user chose, checked against what a function allows, and where it goes.
        var settings = StackSettings.Load(Limits);
        var place = GcpPlace.Load();
        var labels = GcpLabels.For(Id, settings);
        var component = new ComponentResourceOptions { Parent = this };

        // APIs: what the project must have switched on, before anything else.
        var apis = new GcpServices($"{name}-api", place,
            ["storage", "iam", "artifactregistry", "cloudbuild", "cloudfunctions", "run", "eventarc", "pubsub", "logging"], component);

        // Storage: one bucket for the input and the jobs, one for the source with what builds it. Logs go to the project's own bucket.
        var store = new GcpJobStore($"{name}-store", place, labels, apis, component);
        var source = new GcpFunctionSource($"{name}-source", settings, place, labels, apis, component);

        // Identity: what the function acts as.
        var account = new GcpServiceAccount($"{name}-task", place, store.Bucket, GcpJobStore.TaskRoles, labels, apis, component);

        // Trigger: a third bucket, for tickets alone, and what lets Eventarc hand each of them over.
        var tickets = new GcpTickets($"{name}-tickets", place, labels, apis, component);

        // Compute: how many instances there are at most, how large they are and how long one request may take. The last one to finish reduces.
        var function = new Function($"{name}-function", new FunctionArgs
        {
            Project = place.Project,
            Location = place.Region,
            Name = GcpNames.Unique(name, LongestName),
            Labels = labels,
            BuildConfig = source.Build,
            ServiceConfig = Service(settings, store.Uri, account.Email),
            EventTrigger = tickets.Trigger,
        }, new CustomResourceOptions { Parent = this, DependsOn = apis });

        // Work: the trigger may call the function. It is a Cloud Run service of the same name, and the service's role is the one that counts.
        _ = new ServiceIamMember($"{name}-invoke", new ServiceIamMemberArgs
        {
            Project = place.Project,
            Location = function.Location,
            Name = function.Name,
            Role = "roles/run.invoker",
            Member = tickets.Member,
        }, new CustomResourceOptions { Parent = this, DependsOn = apis });

        Store = store.Uri;
        Runbook = Output.Tuple(store.Uri, tickets.Uri, function.Name).Apply(names => Use(place, labels, names.Item1, names.Item2, names.Item3).ToJson());
        RegisterOutputs(Outputs);
    }

    public override Output<string> Store { get; }

    public override Output<string> Runbook { get; }

    // An event function has 9 minutes (https://docs.cloud.google.com/functions/quotas). How often an event comes back is Eventarc's own affair.
    private static ServiceLimits Limits { get; } = new(Id)
    {
        MaxVcpu = 8,
        MinMemoryMiB = 512,
        MaxMemoryMiB = 32 * 1024,
        MaxParallelism = 1000,
        MaxTaskTimeoutSeconds = 540,
        Retries = false,
        Packages = [StackSettings.Zip],
        Size = RunSizes.Of("functions"),
    };

    private static FunctionServiceConfigArgs Service(StackSettings settings, Input<string> store, Input<string> account) => new()
    {
        ServiceAccountEmail = account,
        AvailableCpu = settings.Vcpu.ToString(CultureInfo.InvariantCulture),
        AvailableMemory = string.Create(CultureInfo.InvariantCulture, $"{settings.MemoryMiB}Mi"),
        TimeoutSeconds = settings.TaskTimeoutSeconds,
        // A shard keeps a processor busy, so that an instance gets one at a time, and as many instances run as shards may.
        MaxInstanceRequestConcurrency = 1,
        MaxInstanceCount = settings.MaxParallelism,
        // Events come from Google's own network.
        IngressSettings = "ALLOW_INTERNAL_ONLY",
        EnvironmentVariables = { [WorkerEnvironment.Store] = store, [WorkerEnvironment.Reduce] = WorkerEnvironment.ReduceLast },
    };

    private static Runbook Use(GcpPlace place, Dictionary<string, string> labels, string store, string tickets, string function)
    {
        RunbookStep Describe(string name) => GcpRunbook.Step(name, "functions", "describe", function, "--region", place.Region);

        return new Runbook(store, GcpRunbook.Environment(place), ReduceStep: false, tickets, MaxSlices: int.MaxValue)
        {
            TaskCommands = false,
            // The tickets themselves start the work.
            Submit = [Describe("see that the function is there")],
            Watch = [Describe("describe the function") with { FailsOn = new("$.state", "FAILED", "DELETING") }],
            Logs = [GcpRunbook.Step("print the log", "logging", "read", $"resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"{function}\"", "--order", "asc", "--freshness", "30d") with { Lines = "$[*].textPayload" }],
            Report = GcpRunbook.Report(store),
            Cancel =
            [
                // A teardown that was cut off may have removed the function already.
                Describe("find the trigger") with { Captures = Captured("trigger", "$.eventTrigger.trigger"), LastSegment = true, DoneOn = Gone },
                GcpRunbook.Step("find its subscription", "eventarc", "triggers", "describe", "{trigger}", "--location", place.Region) with
                {
                    Repeat = Repeat.PerValue,
                    AtOnce = true,
                    Captures = Captured("subscription", "$.transport.pubsub.subscription"),
                    LastSegment = true,
                    DoneOn = Gone,
                },
                // All events until a moment from now count as acknowledged: https://docs.cloud.google.com/pubsub/docs/replay-overview
                GcpRunbook.Step("drop the events that wait", "pubsub", "subscriptions", "seek", "{subscription}", "--time", "+PT1M") with { Repeat = Repeat.PerValue, AtOnce = true, DoneOn = Gone },
            ],
            Leftovers = [GcpRunbook.Listing("list functions", "functions", "list", "--regions", place.Region, $"--filter={GcpRunbook.Labelled("labels", labels)}"), .. GcpRunbook.Leftovers(place, labels)],
            Residue = Residue,
        };
    }

    private static ImmutableArray<string> Gone { get; } = ["NOT_FOUND", "was not found"];

    private static ImmutableArray<Residue> Residue { get; } =
    [
        new("a bucket gcf-v2-sources-…", "the service copies the source of every function of a region into it and keeps it when the function goes", "0.02 USD per GB-month for the copy of one package", "https://docs.cloud.google.com/functions/docs/building"),
        .. GcpRunbook.Residue,
    ];

    private static ImmutableSortedDictionary<string, string> Captured(string name, string value) => ImmutableSortedDictionary<string, string>.Empty.Add(name, value);
}

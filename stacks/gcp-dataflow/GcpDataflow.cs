using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.Shared;
using CloudStacks.Shared.Gcp;
using Pulumi;
using Pulumi.Gcp.ArtifactRegistry;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Storage;

namespace CloudStacks.Stacks;

/// <summary>The job as a Beam pipeline on Dataflow: one element for each slice, which a worker hands to our own worker, and a last step that reduces.</summary>
public sealed class GcpDataflow : ReferenceDeployment
{
    private const string Id = "gcp-dataflow";

    // The tag of Dataflow's machines, and the ports on which they talk: https://cloud.google.com/dataflow/docs/guides/routes-firewall.
    private const string WorkerTag = "dataflow";
    private const string WorkerPorts = "12345-12346";

    public GcpDataflow(string name, ComponentResourceOptions? options = null) : base(Id, name, options)
    {
        // Settings: what the user chose, checked against what Dataflow allows, and where it goes.
        var settings = StackSettings.Load(Limits);
        var place = GcpPlace.Load();
        var labels = GcpLabels.For(Id, settings);
        var component = new ComponentResourceOptions { Parent = this };

        // APIs: what the project must have switched on, before anything else.
        var apis = new GcpServices($"{name}-api", place, ["storage", "iam", "cloudresourcemanager", "artifactregistry", "compute", "dataflow", "logging"], component);
        var child = new CustomResourceOptions { Parent = this, DependsOn = apis };

        // Storage: one bucket for the input and the jobs, one in which the pipeline stages and drops files of its own, one repository for the image.
        var store = new GcpJobStore($"{name}-store", place, labels, apis, component);
        var staging = new GcpJobStore($"{name}-staging", place, labels, apis, component);
        var image = new GcpWorkerImage($"{name}-worker", settings, place, labels, apis, component, WorkerImage.BeamDockerfile);

        // Identity: what launcher and workers act as. The role of a worker, on the project, reads and creates objects but does not list them.
        var account = new GcpServiceAccount($"{name}-task", place, store.Bucket, ["roles/storage.objectViewer"], labels, apis, component);
        var member = Output.Format($"serviceAccount:{account.Email}");
        var working = new IAMMember($"{name}-working", new IAMMemberArgs { Project = place.Project, Role = "roles/dataflow.worker", Member = member }, child);
        var pulling = new RepositoryIamMember($"{name}-pulling", new RepositoryIamMemberArgs
        {
            Project = place.Project, Location = place.Region, Repository = image.Repository, Role = "roles/artifactregistry.reader", Member = member,
        }, child);
        var filing = new BucketIAMMember($"{name}-filing", new BucketIAMMemberArgs { Bucket = staging.Bucket, Role = "roles/storage.objectUser", Member = member }, child);

        // Network: machines without external addresses.
        var network = new GcpNetwork($"{name}-net", place, WorkerTag, WorkerPorts, labels, apis, component);

        // Work: the template from which each run launches a job. A job itself is no resource: the provider waits until it runs, which a short one never does.
        var template = new BucketObject($"{name}-template", new BucketObjectArgs
        {
            Bucket = staging.Bucket,
            ContentType = "application/json",
            Source = image.Reference.Apply(reference => (AssetOrArchive)new StringAsset(FlexTemplate.Json(reference))),
        }, child);

        Store = store.Uri;
        // A run needs the grants, so that its runbook waits for them.
        var launch = Output.Tuple(store.Uri, staging.Uri, template.OutputName, account.Email, network.Subnetwork);
        var granted = Output.Tuple(working.Id, pulling.Id, filing.Id);
        Runbook = Output.Tuple(launch, granted).Apply(both => Use(name, settings, place, labels, both.Item1).ToJson());
        RegisterOutputs(Outputs);
    }

    public override Output<string> Store { get; }

    public override Output<string> Runbook { get; }

    // 2,000 workers a job (https://docs.cloud.google.com/dataflow/quotas). A worker runs one task: its machine has the task's vCPU, 3.75 GB for each of them,
    // and needs up to 1 GB for itself (https://docs.cloud.google.com/dataflow/docs/guides/troubleshoot-oom).
    private static ServiceLimits Limits { get; } = new(Id)
    {
        MaxVcpu = 16,
        MinMemoryMiB = 512,
        MaxMemoryMiB = MemoryFor(16),
        MaxParallelism = 2000,
        MaxTaskTimeoutSeconds = 24 * 3600,
        Spot = true,
        Size = (vcpu, memoryMiB) => vcpu is not (1 or 2 or 4 or 8 or 16)
            ? string.Create(CultureInfo.InvariantCulture, $"no machine of the series n1-standard has {vcpu} vCPU; expected one of 1, 2, 4, 8, 16")
            : memoryMiB > MemoryFor(vcpu) ? string.Create(CultureInfo.InvariantCulture, $"expected at most {MemoryFor(vcpu)} MiB, which n1-standard-{vcpu} has beside what the worker itself needs") : null,
    };

    // Elements are part of the pipeline's graph, which may have 10 MB (https://docs.cloud.google.com/dataflow/docs/request-quotas).
    private const int MostElements = 10_000;

    private static int MemoryFor(double vcpu) => (int)(vcpu * 3840) - 1024;

    private static Runbook Use(string name, StackSettings settings, GcpPlace place, Dictionary<string, string> labels, (string Store, string Staging, string Template, string Account, string Subnetwork) of)
    {
        RunbookStep Dataflow(string step, params string[] arguments) => GcpRunbook.Step(step, ["dataflow", .. arguments, "--region", place.Region]);
        // What a job is called says which stack it belongs to, because a listing shows no labels.
        var prefix = GcpNames.Unique(name, 40) + "-";
        var parameters = string.Create(CultureInfo.InvariantCulture,
            $"job={{job}},store={of.Store},slices={{slices}},task_timeout={settings.TaskTimeoutSeconds},retries={settings.Retries}");

        return new Runbook(of.Store, GcpRunbook.Environment(place), ReduceStep: true, Tickets: null, MostElements)
        {
            Submit =
            [
                Dataflow("launch a job from the template",
                [
                    "flex-template", "run", prefix + "{job}-{round}", "--template-file-gcs-location", $"{of.Staging}/{of.Template}", "--parameters", parameters,
                    "--staging-location", $"{of.Staging}/staging", "--temp-location", $"{of.Staging}/temp", "--service-account-email", of.Account,
                    "--subnetwork", of.Subnetwork, "--disable-public-ips", "--max-workers", settings.MaxParallelism.ToString(CultureInfo.InvariantCulture),
                    "--worker-machine-type", string.Create(CultureInfo.InvariantCulture, $"n1-standard-{settings.Vcpu}"),
                    "--additional-user-labels", string.Join(',', labels.Select(label => $"{label.Key}={label.Value}")),
                    .. settings.Spot ? ["--flexrs-goal", "COST_OPTIMIZED"] : Array.Empty<string>(),
                ]) with { Captures = Captured("dataflow", "$.job.id") },
            ],
            Watch = [Dataflow("describe the job", "jobs", "describe", "{dataflow}") with { FailsOn = new("$.currentState", "JOB_STATE_FAILED", "JOB_STATE_CANCELLED") }],
            Logs =
            [
                Log("print what the workers wrote", place, "worker") with { Lines = "$[*].jsonPayload.message" },
                Log("print the job's messages", place, "job-message") with { Lines = "$[*].textPayload" },
            ],
            Report = GcpRunbook.Report(of.Store),
            Cancel =
            [
                Dataflow("list running jobs", "jobs", "list", "--status", "active", $"--filter=name~^{prefix}") with
                {
                    Captures = Captured("active", "$[*].id"),
                    PendingOn = new("$[*].state", "Queued", "Pending", "Running", "Cancelling"),
                },
                // Between the two steps a job may end by itself: the command says so and succeeds.
                Dataflow("cancel a job", "jobs", "cancel", "{active}") with { Repeat = Repeat.PerValue },
            ],
            Leftovers =
            [
                GcpRunbook.Listing("list running jobs", "dataflow", "jobs", "list", "--region", place.Region, "--status", "active", $"--filter=name~^{prefix}"),
                GcpRunbook.Listing("list networks", "compute", "networks", "list", $"--filter=description={GcpServiceAccount.Marker(labels)}"),
                .. GcpRunbook.Leftovers(place, labels),
            ],
            Residue =
            [
                new("entries of jobs that have ended", "a job can be stopped, not deleted", "free", "https://docs.cloud.google.com/dataflow/docs/guides/stopping-a-pipeline"),
                new("log entries of the workers", "they lie in the project's _Default log bucket, which keeps them for 30 days", "free", "https://docs.cloud.google.com/logging/quotas"),
                new("APIs that were switched on", "other things in the project may use them", "free", "https://docs.cloud.google.com/service-usage/docs/enable-disable"),
            ],
        };
    }

    private static RunbookStep Log(string name, GcpPlace place, string log) => GcpRunbook.Step(name, "logging", "read",
        $"resource.type=\"dataflow_step\" AND resource.labels.job_id=\"{{dataflow}}\" AND logName=\"projects/{place.Project}/logs/dataflow.googleapis.com%2F{log}\"", "--order", "asc", "--freshness", "30d");

    private static ImmutableSortedDictionary<string, string> Captured(string name, string value) => ImmutableSortedDictionary<string, string>.Empty.Add(name, value);
}

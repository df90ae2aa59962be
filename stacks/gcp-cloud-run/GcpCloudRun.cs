using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.Shared;
using CloudStacks.Shared.Gcp;
using Pulumi;
using Pulumi.Gcp.CloudRunV2;
using Pulumi.Gcp.CloudRunV2.Inputs;

namespace CloudStacks.Stacks;

/// <summary>The job as a Cloud Run job: an execution has one task for each slice, and the last task to finish reduces.</summary>
public sealed class GcpCloudRun : ReferenceDeployment
{
    private const string Id = "gcp-cloud-run";

    public GcpCloudRun(string name, ComponentResourceOptions? options = null) : base(Id, name, options)
    {
        // Settings: what the user chose, checked against what Cloud Run allows, and where it goes.
        var settings = StackSettings.Load(Limits);
        var place = GcpPlace.Load();
        var labels = GcpLabels.For(Id, settings);
        var component = new ComponentResourceOptions { Parent = this };

        // APIs: what the project must have switched on, before anything else.
        var apis = new GcpServices($"{name}-api", place, ["storage", "iam", "artifactregistry", "run", "logging"], component);

        // Storage: one bucket for the input and the jobs, one repository for the worker's image. Logs go to the project's own bucket.
        var store = new GcpJobStore($"{name}-store", place, labels, apis, component);
        var image = new GcpWorkerImage($"{name}-worker", settings, place, labels, apis, component);

        // Identity: what a task acts as. The service itself pulls the image and writes the log.
        var account = new GcpServiceAccount($"{name}-task", place, store.Bucket, GcpJobStore.TaskRoles, labels, apis, component);

        // Work: what one task runs, how long an attempt may take and how often it is tried. Task count and parallelism are left to each
        // execution, because one with fewer tasks than a declared parallelism is refused.
        var job = new Job($"{name}-job", new JobArgs
        {
            Project = place.Project,
            Location = place.Region,
            Labels = labels,
            // On by default, and then neither destroy nor a replacement works.
            DeletionProtection = false,
            Template = new JobTemplateArgs { Template = Task(settings, image.Reference, store.Uri, account.Email) },
        }, new CustomResourceOptions { Parent = this, DependsOn = apis });

        Store = store.Uri;
        Runbook = Output.Tuple(store.Uri, job.Name).Apply(names => Use(settings, place, labels, names.Item1, names.Item2).ToJson());
        RegisterOutputs(Outputs);
    }

    public override Output<string> Store { get; }

    public override Output<string> Runbook { get; }

    // 10,000 tasks and 10 retries (https://cloud.google.com/run/quotas), an attempt of 7 days (https://docs.cloud.google.com/run/docs/configuring/task-timeout).
    private static ServiceLimits Limits { get; } = new(Id)
    {
        MaxVcpu = 8,
        MinMemoryMiB = 512,
        MaxMemoryMiB = 32 * 1024,
        MaxParallelism = 10_000,
        MaxTaskTimeoutSeconds = 168 * 3600,
        Size = RunSizes.Of("jobs"),
    };

    private static JobTemplateTemplateArgs Task(StackSettings settings, Input<string> image, Input<string> store, Input<string> account) => new()
    {
        ServiceAccount = account,
        MaxRetries = settings.Retries,
        Timeout = string.Create(CultureInfo.InvariantCulture, $"{settings.TaskTimeoutSeconds}s"),
        Containers = new JobTemplateTemplateContainerArgs
        {
            Image = image,
            Envs =
            {
                new JobTemplateTemplateContainerEnvArgs { Name = WorkerEnvironment.Store, Value = store },
                new JobTemplateTemplateContainerEnvArgs { Name = WorkerEnvironment.Reduce, Value = WorkerEnvironment.ReduceLast },
            },
            Resources = new JobTemplateTemplateContainerResourcesArgs
            {
                Limits =
                {
                    ["cpu"] = settings.Vcpu.ToString(CultureInfo.InvariantCulture),
                    ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{settings.MemoryMiB}Mi"),
                },
            },
        },
    };

    private static Runbook Use(StackSettings settings, GcpPlace place, Dictionary<string, string> labels, string store, string job)
    {
        RunbookStep Jobs(string name, params string[] arguments) => GcpRunbook.Step(name, ["run", "jobs", .. arguments, "--region", place.Region]);
        var log = $"resource.type=\"cloud_run_job\" AND resource.labels.job_name=\"{job}\" AND labels.\"run.googleapis.com/execution_name\"=\"{{execution}}\" AND labels.\"run.googleapis.com/task_index\"=\"{{slice}}\"";

        return new Runbook(store, GcpRunbook.Environment(place), ReduceStep: false, Tickets: null, settings.MaxParallelism)
        {
            Submit = [Jobs("start an execution", "execute", job, "--tasks", "{slices}", "--update-env-vars", "CLOUDSTACKS_JOB={job}", "--async") with { Captures = Captured("execution", "$.metadata.name") }],
            // The first condition is Completed: True is success, False failure, and Unknown means that tasks still run.
            Watch = [Jobs("describe the execution", "executions", "describe", "{execution}") with { FailsOn = new("$.status.conditions[0].status", "False") }],
            Logs = [GcpRunbook.Step("print the log of a slice", "logging", "read", log, "--order", "asc", "--freshness", "30d") with { Repeat = Repeat.PerSlice, Lines = "$[*].textPayload" }],
            Report = GcpRunbook.Report(store),
            Cancel =
            [
                Jobs("list running executions", "executions", "list", "--job", job, "--filter=-status.completionTime:*") with
                {
                    Captures = Captured("active", "$[*].metadata.name"),
                    // A teardown that was cut off may have removed the job already, and its executions with it.
                    DoneOn = ["could not be found", "NOT_FOUND"],
                },
                // Between the two steps an execution may end by itself.
                Jobs("cancel an execution", "executions", "cancel", "{active}") with { Repeat = Repeat.PerValue, DoneOn = ["FAILED_PRECONDITION"] },
            ],
            Leftovers = [GcpRunbook.Listing("list jobs", "run", "jobs", "list", "--region", place.Region, $"--filter={GcpRunbook.Labelled("metadata.labels", labels)}"), .. GcpRunbook.Leftovers(place, labels)],
            Residue = GcpRunbook.Residue,
        };
    }

    private static ImmutableSortedDictionary<string, string> Captured(string name, string value) => ImmutableSortedDictionary<string, string>.Empty.Add(name, value);
}

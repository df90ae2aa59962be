using System.Globalization;
using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace CloudStacks.Shared.Kubernetes;

/// <summary>
/// The template of all runs: an Indexed Job that the stack owns as a CronJob which never comes due. A run makes a Job of it, tells that how many
/// pods it has, and lets it go: a Job of the stack itself would run within <c>up</c>, and once only.
/// </summary>
public sealed class WorkerCronJob : ComponentResource
{
    private const string Container = "worker";
    private const string Scratch = "scratch";

    // For a node to be added and the image to be pulled: a pod that waits for either never fails by itself.
    private const int SecondsForNodes = 3600;

    // The longest pause before a failed index is tried again: https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy.
    private const int LongestBackoff = 360;

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="settings">Size, tries and time of a task.</param>
    /// <param name="ns">Where it runs.</param>
    /// <param name="worker">What it runs.</param>
    /// <param name="labels">The labels of the trial.</param>
    /// <param name="options">The component's options, with the cluster's provider.</param>
    public WorkerCronJob(string name, StackSettings settings, WorkerNamespace ns, KubernetesWorker worker, Dictionary<string, string> labels, ComponentResourceOptions options)
        : base("cloudstacks:kubernetes:WorkerCronJob", name, options)
    {
        var job = new CronJob($"{name}-job", new CronJobArgs
        {
            Metadata = new ObjectMetaArgs { Name = "worker", Namespace = ns.Name, Labels = labels },
            Spec = new CronJobSpecArgs
            {
                Schedule = "0 0 1 1 *",
                Suspend = true,
                // Of a template's Jobs that failed all but the last would go, and their logs with them.
                SuccessfulJobsHistoryLimit = 10,
                FailedJobsHistoryLimit = 10,
                JobTemplate = new JobTemplateSpecArgs { Metadata = new ObjectMetaArgs { Labels = labels }, Spec = Job(settings, Pod(settings, ns, worker, labels)) },
            },
        }, new CustomResourceOptions { Parent = this });
        Name = job.Metadata.Apply(metadata => metadata.Name);
        RegisterOutputs();
    }

    /// <summary>The template's name.</summary>
    public Output<string> Name { get; }

    private static JobSpecArgs Job(StackSettings settings, PodTemplateSpecArgs pod) => new()
    {
        CompletionMode = "Indexed",
        // A run sets both; they can be changed only together and only while they are equal.
        Completions = 1,
        Parallelism = 1,
        Suspend = true,
        BackoffLimitPerIndex = settings.Retries,
        PodFailurePolicy = Failures(),
        ActiveDeadlineSeconds = (settings.Attempts * (settings.TaskTimeoutSeconds + LongestBackoff)) + SecondsForNodes,
        TtlSecondsAfterFinished = 24 * 3600,
        Template = pod,
    };

    // The first rule that matches decides, and what none matches counts as a try. A missing permission is tried again too, because a grant takes
    // up to a minute to be seen everywhere.
    private static PodFailurePolicyArgs Failures() => new()
    {
        Rules =
        {
            // A node that goes, or is taken back, is no failure of the pod.
            new PodFailurePolicyRuleArgs { Action = "Ignore", OnPodConditions = { new PodFailurePolicyOnPodConditionsPatternArgs { Type = "DisruptionTarget", Status = "True" } } },
            new PodFailurePolicyRuleArgs
            {
                Action = "FailIndex",
                OnExitCodes = new PodFailurePolicyOnExitCodesRequirementArgs
                {
                    ContainerName = Container,
                    Operator = "In",
                    Values = { WorkerEnvironment.UsageExitCode, WorkerEnvironment.BadInputExitCode, WorkerEnvironment.InconsistentExitCode },
                },
            },
        },
    };

    private static PodTemplateSpecArgs Pod(StackSettings settings, WorkerNamespace ns, KubernetesWorker worker, Dictionary<string, string> labels) => new()
    {
        Metadata = new ObjectMetaArgs { Labels = labels },
        Spec = new PodSpecArgs
        {
            // Each try is a pod of its own, with its own log.
            RestartPolicy = "Never",
            ServiceAccountName = ns.Account,
            NodeSelector = worker.NodeSelector,
            ActiveDeadlineSeconds = settings.TaskTimeoutSeconds,
            TerminationGracePeriodSeconds = worker.GraceSeconds,
            SecurityContext = new PodSecurityContextArgs { RunAsNonRoot = true, SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" } },
            Containers =
            {
                new ContainerArgs
                {
                    Name = Container,
                    Image = worker.Image,
                    Env =
                    {
                        new EnvVarArgs { Name = WorkerEnvironment.Store, Value = worker.Store },
                        new EnvVarArgs { Name = WorkerEnvironment.Reduce, Value = WorkerEnvironment.ReduceLast },
                        // Each run says both when it lets its Job go.
                        Field(WorkerEnvironment.Job, "metadata.annotations['cloudstacks/job']"),
                        Field(WorkerEnvironment.Slices, "metadata.annotations['cloudstacks/slices']"),
                        Field(WorkerEnvironment.Attempt, "metadata.name"),
                    },
                    Resources = Size(settings),
                    SecurityContext = new SecurityContextArgs
                    {
                        AllowPrivilegeEscalation = false,
                        ReadOnlyRootFilesystem = true,
                        Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
                    },
                    VolumeMounts = { new VolumeMountArgs { Name = Scratch, MountPath = "/tmp" } },
                },
            },
            // The worker keeps the shard that it works on there.
            Volumes = { new VolumeArgs { Name = Scratch, EmptyDir = new EmptyDirVolumeSourceArgs() } },
        },
    };

    private static EnvVarArgs Field(string name, string path) =>
        new() { Name = name, ValueFrom = new EnvVarSourceArgs { FieldRef = new ObjectFieldSelectorArgs { FieldPath = path } } };

    // What is asked for is what is paid for on clusters without nodes of one's own; nothing is to be gained from using more.
    private static ResourceRequirementsArgs Size(StackSettings settings)
    {
        var size = new Dictionary<string, string>
        {
            ["cpu"] = settings.Vcpu.ToString(CultureInfo.InvariantCulture),
            ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{settings.MemoryMiB}Mi"),
        };
        return new() { Requests = size, Limits = size };
    }
}

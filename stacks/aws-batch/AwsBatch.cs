using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CloudStacks.Shared;
using CloudStacks.Shared.Aws;
using Pulumi;
using Pulumi.Aws.Batch;
using Pulumi.Aws.Batch.Inputs;
using Pulumi.Aws.CloudWatch;
using AwsRegion = Pulumi.Aws.GetRegion;

namespace CloudStacks.Stacks;

/// <summary>The job as an AWS Batch array job on Fargate: one child per slice, and a reduce job that depends on the array.</summary>
public sealed class AwsBatch : ReferenceDeployment
{
    private const string TasksPrincipal = "ecs-tasks.amazonaws.com";

    public AwsBatch(string name, ComponentResourceOptions? options = null) : base("aws-batch", name, options)
    {
        // Settings: what the user chose, checked against what Batch on Fargate allows.
        var settings = StackSettings.Load(Limits);
        var tags = Tags.For("aws-batch", settings);
        var region = AwsRegion.Invoke().Apply(current => current.Region);
        var component = new ComponentResourceOptions { Parent = this };
        var child = new CustomResourceOptions { Parent = this };

        // Storage: one bucket for the input and the jobs, one repository for the worker's image, one log group.
        var store = new AwsJobStore($"{name}-store", tags, component);
        var image = new AwsWorkerImage($"{name}-worker", settings, tags, component);
        // Batch's own group /aws/batch/job belongs to the account, never expires and would outlive the stack.
        var logs = new LogGroup($"{name}-logs", new LogGroupArgs { RetentionInDays = 7, Tags = tags }, child);

        // Identity: one role that starts a task, one that the task itself acts as.
        var execution = new AwsServiceRole($"{name}-execution", TasksPrincipal,
            Output.Tuple(image.RepositoryArn, logs.Arn).Apply(arns => Policy.TaskExecution(arns.Item1, arns.Item2)), tags, component);
        var job = new AwsServiceRole($"{name}-job", TasksPrincipal, store.Arn.Apply(Policy.JobStore), tags, component);

        // Compute: Fargate capacity, on demand or Spot, behind a queue. The service-linked role serves (no ServiceRole), and names are
        // the provider's (a fixed one could not be replaced while the queue still uses the old environment).
        var network = new AwsNetwork($"{name}-network", region, tags, component);
        var environment = new ComputeEnvironment($"{name}-environment", new ComputeEnvironmentArgs
        {
            Type = "MANAGED",
            ComputeResources = new ComputeEnvironmentComputeResourcesArgs
            {
                Type = settings.Spot ? "FARGATE_SPOT" : "FARGATE",
                MaxVcpus = (int)Math.Ceiling(settings.MaxParallelism * settings.Vcpu),
                Subnets = { network.SubnetId },
                SecurityGroupIds = { network.SecurityGroupId },
            },
            Tags = tags,
        }, child);
        var queue = new JobQueue($"{name}-queue", new JobQueueArgs
        {
            State = "ENABLED",
            Priority = 1,
            ComputeEnvironmentOrders = { new JobQueueComputeEnvironmentOrderArgs { Order = 1, ComputeEnvironment = environment.Arn } },
            Tags = tags,
        }, child);

        // Work: what one task runs, how long it may take and which failures are worth another attempt.
        var container = Output.Tuple(image.Reference, job.Arn, execution.Arn, store.Uri, logs.Name, region)
            .Apply(parts => Container(settings, parts.Item1, parts.Item2, parts.Item3, parts.Item4, parts.Item5, parts.Item6));
        var definition = new JobDefinition($"{name}-definition", new JobDefinitionArgs
        {
            Type = "container",
            PlatformCapabilities = { "FARGATE" },
            ContainerProperties = container,
            PropagateTags = true,
            RetryStrategy = Retries(settings),
            Timeout = new JobDefinitionTimeoutArgs { AttemptDurationSeconds = settings.TaskTimeoutSeconds },
            Tags = tags,
        }, child);

        Store = store.Uri;
        Runbook = Output.Tuple(store.Uri, queue.Name, definition.Name, logs.Name, region)
            .Apply(names => Use(settings, names.Item1, names.Item2, names.Item3, names.Item4, names.Item5).ToJson());
        RegisterOutputs(Outputs);
    }

    public override Output<string> Store { get; }

    public override Output<string> Runbook { get; }

    // Batch: attempts 1..10, a timeout of 60 s at least, arrays of 2..10,000 (https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html);
    // a new account may run 6 Fargate vCPUs at once (https://docs.aws.amazon.com/general/latest/gr/ecs-service.html).
    private static ServiceLimits Limits { get; } = new("aws-batch")
    {
        MinVcpu = 0.25,
        MaxVcpu = 16,
        MinMemoryMiB = 512,
        MaxMemoryMiB = 122880,
        MaxParallelism = 10_000,
        DefaultParallelism = 6,
        MinTaskTimeoutSeconds = 60,
        MaxTaskTimeoutSeconds = 14 * 24 * 3600,
        MaxRetries = 9,
        Spot = true,
        Platforms = ["linux/amd64", "linux/arm64"],
        Size = FargateSizes.Problem,
    };

    private static string Container(StackSettings settings, string image, string jobRole, string executionRole, string store, string logGroup, string region) =>
        JsonSerializer.Serialize(new
        {
            image,
            jobRoleArn = jobRole,
            executionRoleArn = executionRole,
            environment = new[]
            {
                new { name = WorkerEnvironment.Store, value = store },
                new { name = WorkerEnvironment.Reduce, value = WorkerEnvironment.ReduceStep },
            },
            resourceRequirements = new[]
            {
                new { type = "VCPU", value = settings.Vcpu.ToString(CultureInfo.InvariantCulture) },
                new { type = "MEMORY", value = settings.MemoryMiB.ToString(CultureInfo.InvariantCulture) },
            },
            networkConfiguration = new { assignPublicIp = "ENABLED" },
            fargatePlatformConfiguration = new { platformVersion = "LATEST" },
            runtimePlatform = new { operatingSystemFamily = "LINUX", cpuArchitecture = settings.Platform == "linux/arm64" ? "ARM64" : "X86_64" },
            logConfiguration = new
            {
                logDriver = "awslogs",
                options = new Dictionary<string, string> { ["awslogs-group"] = logGroup, ["awslogs-region"] = region, ["awslogs-stream-prefix"] = "worker" },
            },
        });

    // What no rule matches is tried again, so the last rule ends it: bad input and a wrong definition are not worth a retry.
    private static JobDefinitionRetryStrategyArgs Retries(StackSettings settings) => new()
    {
        Attempts = settings.Attempts,
        EvaluateOnExits =
        {
            Retry(exitCode: WorkerEnvironment.TransientExitCode),
            Retry(exitCode: WorkerEnvironment.InterruptedExitCode),
            Retry(exitCode: 128 + 9),
            new JobDefinitionRetryStrategyEvaluateOnExitArgs { Action = "RETRY", OnStatusReason = "Task failed to start*" },
            new JobDefinitionRetryStrategyEvaluateOnExitArgs { Action = "EXIT", OnReason = "*" },
        },
    };

    private static JobDefinitionRetryStrategyEvaluateOnExitArgs Retry(int exitCode) =>
        new() { Action = "RETRY", OnExitCode = exitCode.ToString(CultureInfo.InvariantCulture) };

    private static Runbook Use(StackSettings settings, string store, string queue, string definition, string logGroup, string region)
    {
        const string Job = """{"environment":[{"name":"CLOUDSTACKS_JOB","value":"{job}"}]}""";
        const string Reduce = """{"command":["reduce"],"environment":[{"name":"CLOUDSTACKS_JOB","value":"{job}"}]}""";
        RunbookStep Batch(string name, params string[] arguments) => AwsRunbook.Step(name, region, ["batch", .. arguments]);
        RunbookStep Submit(string name, string capture, params string[] more) =>
            Batch(name, ["submit-job", "--job-queue", queue, "--job-definition", definition, .. more]) with { Captures = Captured(capture, "$.jobId") };
        string[] active = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING"];

        return new Runbook(store, Captured("AWS_REGION", region), ReduceStep: true, Tickets: null, settings.MaxParallelism)
        {
            Submit =
            [
                Submit("submit the array job", "map", "--job-name", "{job}", "--array-properties", "size={slices}", "--container-overrides", Job) with { When = StepCondition.ManySlices },
                Submit("submit the job", "map", "--job-name", "{job}", "--container-overrides", Job) with { When = StepCondition.OneSlice },
                Submit("submit the reduce job", "reduce", "--job-name", "{job}-reduce", "--depends-on", "jobId={map}", "--container-overrides", Reduce),
            ],
            Watch = [Batch("describe the jobs", "describe-jobs", "--jobs", "{map}", "{reduce}") with { FailsOn = new("$.jobs[*].status", "FAILED") }],
            Logs =
            [
                Batch("find the log of a slice", "describe-jobs", "--jobs", "{map}:{slice}") with { Repeat = Repeat.PerSlice, When = StepCondition.ManySlices, Captures = Captured("stream", "$.jobs[*].attempts[*].container.logStreamName") },
                Batch("find the log", "describe-jobs", "--jobs", "{map}") with { When = StepCondition.OneSlice, Captures = Captured("stream", "$.jobs[*].attempts[*].container.logStreamName") },
                Batch("find the log of the reduce", "describe-jobs", "--jobs", "{reduce}") with { Captures = Captured("stream", "$.jobs[*].attempts[*].container.logStreamName") },
                AwsRunbook.Step("print a log", region, "logs", "get-log-events", "--log-group-name", logGroup, "--log-stream-name", "{stream}", "--start-from-head") with { Repeat = Repeat.PerValue, Lines = "$.events[*].message" },
            ],
            Report = AwsRunbook.Report(store, region),
            Cancel =
            [
                .. active.Select(status => Batch($"list {status} jobs", "list-jobs", "--job-queue", queue, "--job-status", status) with
                {
                    Captures = Captured("active", "$.jobSummaryList[*].jobId"),
                    // A teardown that was cut off may have removed the queue already, and its jobs with it.
                    DoneOn = ["not found"],
                }),
                Batch("terminate a job", "terminate-job", "--job-id", "{active}", "--reason", "the stack goes down") with { Repeat = Repeat.PerValue },
            ],
            Leftovers = AwsRunbook.Leftovers("aws-batch", region),
            Residue =
            [
                new("INACTIVE revisions of the job definition", "Batch keeps a deregistered revision for 180 days", "free", "https://docs.aws.amazon.com/batch/latest/APIReference/API_DeregisterJobDefinition.html") { ListedAs = ":job-definition/" },
            ],
        };
    }

    private static ImmutableSortedDictionary<string, string> Captured(string name, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, value);
}

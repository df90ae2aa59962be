using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CloudStacks.Shared;
using CloudStacks.Shared.Aws;
using Pulumi;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Ecs;
using Pulumi.Aws.Ecs.Inputs;
using AwsRegion = Pulumi.Aws.GetRegion;

namespace CloudStacks.Stacks;

/// <summary>The job as tasks of Amazon ECS on Fargate: one RunTask call for each slice, and whoever watches starts again what was lost.</summary>
public sealed class AwsEcsFargate : ReferenceDeployment
{
    private const string TasksPrincipal = "ecs-tasks.amazonaws.com";
    private const string Container = "worker";

    public AwsEcsFargate(string name, ComponentResourceOptions? options = null) : base("aws-ecs-fargate", name, options)
    {
        // Settings: what the user chose, checked against what Fargate allows.
        var settings = StackSettings.Load(Limits);
        var tags = Tags.For("aws-ecs-fargate", settings);
        var region = AwsRegion.Invoke().Apply(current => current.Region);
        var component = new ComponentResourceOptions { Parent = this };
        var child = new CustomResourceOptions { Parent = this };

        // Storage: one bucket for the input and the jobs, one repository for the worker's image, one log group.
        var store = new AwsJobStore($"{name}-store", tags, component);
        var image = new AwsWorkerImage($"{name}-worker", settings, tags, component);
        var logs = new LogGroup($"{name}-logs", new LogGroupArgs { RetentionInDays = 7, Tags = tags }, child);

        // Identity: one role that starts a task, one that the task itself acts as.
        var execution = new AwsServiceRole($"{name}-execution", TasksPrincipal,
            Output.Tuple(image.RepositoryArn, logs.Arn).Apply(arns => Policy.TaskExecution(arns.Item1, arns.Item2)), tags, component);
        var task = new AwsServiceRole($"{name}-task", TasksPrincipal, store.Arn.Apply(Policy.JobStore), tags, component);

        // Compute: a cluster is a name for tasks and what they may run on. Both kinds of Fargate are associated, a run chooses one.
        var network = new AwsNetwork($"{name}-network", region, tags, component);
        var cluster = new Cluster($"{name}-cluster", new ClusterArgs { Tags = tags }, child);
        var providers = new ClusterCapacityProviders($"{name}-capacity", new ClusterCapacityProvidersArgs
        {
            ClusterName = cluster.Name,
            CapacityProviders = { "FARGATE", "FARGATE_SPOT" },
        }, child);

        // Work: what one task runs. The family is named as the cluster is, so that no other stack's revisions mix with this one's.
        var container = Output.Tuple(image.Reference, store.Uri, logs.Name, region)
            .Apply(parts => Containers(settings, parts.Item1, parts.Item2, parts.Item3, parts.Item4));
        var definition = new TaskDefinition($"{name}-definition", new TaskDefinitionArgs
        {
            Family = cluster.Name,
            RequiresCompatibilities = { "FARGATE" },
            NetworkMode = "awsvpc",
            Cpu = CpuUnits(settings),
            Memory = settings.MemoryMiB.ToString(CultureInfo.InvariantCulture),
            RuntimePlatform = new TaskDefinitionRuntimePlatformArgs
            {
                OperatingSystemFamily = "LINUX",
                CpuArchitecture = settings.Platform == "linux/arm64" ? "ARM64" : "X86_64",
            },
            ExecutionRoleArn = execution.Arn,
            TaskRoleArn = task.Arn,
            ContainerDefinitions = container,
            Tags = tags,
        }, child);

        Store = store.Uri;
        // A run needs the capacity to be associated, which the association's id waits for.
        var place = Output.Tuple(providers.Id, definition.Arn, network.SubnetId, network.SecurityGroupId).Apply(parts => new Place(parts.Item1, parts.Item2, parts.Item3, parts.Item4));
        Runbook = Output.Tuple(store.Uri, place, logs.Name, region)
            .Apply(names => Use(settings, names.Item1, names.Item2, names.Item3, names.Item4).ToJson());
        RegisterOutputs(Outputs);
    }

    public override Output<string> Store { get; }

    public override Output<string> Runbook { get; }

    // A run is one RunTask call for each task, 20 a second (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html), so that a
    // thousand take a minute to start; a new account may run 6 Fargate vCPUs at once (https://docs.aws.amazon.com/general/latest/gr/ecs-service.html).
    private static ServiceLimits Limits { get; } = new("aws-ecs-fargate")
    {
        MinVcpu = 0.25,
        MaxVcpu = 16,
        MinMemoryMiB = 512,
        MaxMemoryMiB = 122880,
        MaxParallelism = 1000,
        DefaultParallelism = 6,
        MaxTaskTimeoutSeconds = 14 * 24 * 3600,
        Spot = true,
        Platforms = ["linux/amd64", "linux/arm64"],
        Size = FargateSizes.Problem,
    };

    // 1024 units are a vCPU.
    private static string CpuUnits(StackSettings settings) => (settings.Vcpu * 1024).ToString(CultureInfo.InvariantCulture);

    // The root file system stays writable: a command of the user's own works in a temporary folder, and a bind mount on Fargate is writable by
    // root only, which the worker is not (https://github.com/aws/containers-roadmap/issues/938).
    private static string Containers(StackSettings settings, string image, string store, string logGroup, string region) =>
        JsonSerializer.Serialize(new[]
        {
            new
            {
                name = Container,
                image,
                essential = true,
                // ECS limits no time itself, so the worker does. Of a Spot interruption's two minutes a container gets its stop timeout.
                environment = new[]
                {
                    new { name = WorkerEnvironment.Store, value = store },
                    new { name = WorkerEnvironment.Reduce, value = WorkerEnvironment.ReduceLast },
                    new { name = WorkerEnvironment.TaskTimeout, value = settings.TaskTimeoutSeconds.ToString(CultureInfo.InvariantCulture) },
                },
                stopTimeout = 120,
                logConfiguration = new
                {
                    logDriver = "awslogs",
                    options = new Dictionary<string, string> { ["awslogs-group"] = logGroup, ["awslogs-region"] = region, ["awslogs-stream-prefix"] = Container },
                },
            },
        });

    private static Runbook Use(StackSettings settings, string store, Place place, string logGroup, string region)
    {
        const string Slice = $$"""
            {"containerOverrides":[{"name":"{{Container}}","environment":[{"name":"CLOUDSTACKS_JOB","value":"{job}"},{"name":"CLOUDSTACKS_SLICE","value":"{slice}"},{"name":"CLOUDSTACKS_SLICES","value":"{slices}"}]}]}
            """;
        RunbookStep Ecs(string name, string command, params string[] arguments) => AwsRunbook.Step(name, region, ["ecs", command, "--cluster", place.Cluster, .. arguments]);

        return new Runbook(store, Captured("AWS_REGION", region), ReduceStep: false, Tickets: null, settings.MaxParallelism)
        {
            Submit =
            [
                // One request carries one set of overrides, so each slice is a request of its own; its token keeps a repeated one from starting it twice.
                Ecs("start the task of a slice", "run-task", "--task-definition", place.Definition, "--count", "1",
                    "--capacity-provider-strategy", $"capacityProvider={(settings.Spot ? "FARGATE_SPOT" : "FARGATE")},weight=1",
                    "--network-configuration", $"awsvpcConfiguration={{subnets=[{place.Subnet}],securityGroups=[{place.SecurityGroup}],assignPublicIp=ENABLED}}",
                    "--propagate-tags", "TASK_DEFINITION", "--started-by", "{job}/{round}", "--client-token", "{job}-{round}-{slice}-{attempt}", "--overrides", Slice) with
                {
                    Repeat = Repeat.PerSlice,
                    MustBeEmpty = "$.failures",
                    Captures = Captured("task", "$.tasks[*].taskArn"),
                    LastSegment = true,
                },
            ],
            Watch = [Ecs("describe the tasks", "describe-tasks", "--tasks", "{task}") with { Repeat = Repeat.PerPageOfValues, PageSize = 100 }],
            Relaunch = new(settings.Retries, "task", "$.tasks[*]", "$.taskArn", new("$.lastStatus", "STOPPED"), "$.containers[*].exitCode", ["$.stoppedReason", "$.containers[*].reason"]),
            Logs =
            [
                AwsRunbook.Step("print a log", region, "logs", "get-log-events", "--log-group-name", logGroup, "--log-stream-name", $"{Container}/{Container}/{{task}}", "--start-from-head") with
                {
                    Repeat = Repeat.PerValue,
                    Lines = "$.events[*].message",
                    // A task that never started has no log.
                    DoneOn = ["The specified log stream does not exist"],
                },
            ],
            Report = AwsRunbook.Report(store, region),
            Cancel =
            [
                Ecs("list the tasks that run", "list-tasks") with
                {
                    Captures = Captured("active", "$.taskArns[*]"),
                    LastSegment = true,
                    // A teardown that was cut off may have removed the cluster already, and with it its tasks.
                    DoneOn = ["ClusterNotFoundException"],
                },
                Ecs("stop a task", "stop-task", "--task", "{active}", "--reason", "the stack goes down") with { Repeat = Repeat.PerValue },
                // A task that was asked to stop is not listed above any more and still holds the cluster and its network interface.
                Ecs("list the tasks that stop", "list-tasks", "--desired-status", "STOPPED") with { Captures = Captured("stopping", "$.taskArns[*]"), LastSegment = true, DoneOn = ["ClusterNotFoundException"] },
                Ecs("see whether they have stopped", "describe-tasks", "--tasks", "{stopping}") with
                {
                    Repeat = Repeat.PerPageOfValues,
                    PageSize = 100,
                    PendingOn = new("$.tasks[*].lastStatus", "STOPPED") { Differs = true },
                },
            ],
            Leftovers = AwsRunbook.Leftovers("aws-ecs-fargate", region),
            Residue =
            [
                new("INACTIVE revisions of the task definition", "ECS keeps a deregistered revision until somebody deletes it", "free", "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html") { ListedAs = ":task-definition/" },
                new("the INACTIVE cluster", "ECS shows a deleted cluster for a while", "free", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html") { ListedAs = ":cluster/" },
                new("the records of stopped tasks", "ECS shows them for an hour at least", "free", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html") { ListedAs = ":task/" },
            ],
        };
    }

    private static ImmutableSortedDictionary<string, string> Captured(string name, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, value);

    private sealed record Place(string Cluster, string Definition, string Subnet, string SecurityGroup);
}

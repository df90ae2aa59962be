using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Commands;

/// <summary>Describes the stack's queues.</summary>
internal sealed class DescribeJobQueues(BatchDeployment deployment) : BatchCommand("describe-job-queues", new AwsOption("--job-queues", AwsValue.Texts))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var wanted = arguments.Texts("--job-queues");
        return new JsonObject
        {
            ["jobQueues"] = new JsonArray([.. deployment.Queues.Where(queue => wanted.Count == 0 || wanted.Contains(queue.Name) || wanted.Contains(queue.Arn)).Select(queue => new JsonObject
            {
                ["jobQueueName"] = queue.Name,
                ["jobQueueArn"] = queue.Arn,
                ["state"] = queue.State,
                ["status"] = "VALID",
                ["priority"] = queue.Priority,
                ["computeEnvironmentOrder"] = new JsonArray([.. queue.Environments.Select((arn, order) => new JsonObject { ["order"] = order + 1, ["computeEnvironment"] = arn })]),
            })]),
        };
    }
}

/// <summary>Describes the stack's compute environments.</summary>
internal sealed class DescribeComputeEnvironments(BatchDeployment deployment) : BatchCommand("describe-compute-environments", new AwsOption("--compute-environments", AwsValue.Texts))
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var wanted = arguments.Texts("--compute-environments");
        return new JsonObject
        {
            ["computeEnvironments"] = new JsonArray([.. deployment.Environments.Where(environment => wanted.Count == 0 || wanted.Contains(environment.Name) || wanted.Contains(environment.Arn)).Select(environment => new JsonObject
            {
                ["computeEnvironmentName"] = environment.Name,
                ["computeEnvironmentArn"] = environment.Arn,
                ["type"] = "MANAGED",
                ["state"] = environment.State,
                ["status"] = environment.Invalid is null ? "VALID" : "INVALID",
                ["statusReason"] = environment.Invalid ?? "ComputeEnvironment Healthy",
                ["computeResources"] = new JsonObject { ["type"] = environment.Spot ? "FARGATE_SPOT" : "FARGATE", ["maxvCpus"] = environment.MaxVcpus },
            })]),
        };
    }
}

/// <summary>Describes the stack's job definitions; only active revisions exist here.</summary>
internal sealed class DescribeJobDefinitions(BatchDeployment deployment) : BatchCommand("describe-job-definitions", new AwsOption("--status"), new AwsOption("--job-definition-name"))
{
    public override JsonNode Execute(AwsArguments arguments) => new JsonObject
    {
        ["jobDefinitions"] = new JsonArray([.. deployment.Definitions
            .Where(definition => arguments.Text("--status") is null or "ACTIVE" && (arguments.Text("--job-definition-name") is not { } name || name == definition.Name))
            .Select(definition => new JsonObject
            {
                ["jobDefinitionName"] = definition.Name,
                ["jobDefinitionArn"] = definition.Arn,
                ["revision"] = int.Parse(definition.Revision, System.Globalization.CultureInfo.InvariantCulture),
                ["status"] = "ACTIVE",
                ["type"] = "container",
            })]),
    };
}

/// <summary>The jobs at the front of a queue: the first place to look when jobs stay RUNNABLE.</summary>
internal sealed class GetJobQueueSnapshot(BatchDeployment deployment, JobScheduler scheduler) : BatchCommand("get-job-queue-snapshot", new AwsOption("--job-queue", Required: true))
{
    private const int Front = 100;

    public override JsonNode Execute(AwsArguments arguments)
    {
        var queue = deployment.FindQueue(arguments.Required("--job-queue")) ?? throw Request.Refuse($"JobQueue {arguments.Required("--job-queue")} not found");
        return scheduler.Locked(jobs => new JsonObject
        {
            ["frontOfQueue"] = new JsonObject
            {
                ["jobs"] = new JsonArray([.. jobs.TopLevel.Where(job => job.Queue == queue.Arn)
                    .SelectMany(job => job.ArraySize is null ? [job] : jobs.ChildrenOf(job.Id))
                    .Where(job => job.Status == JobStatus.RUNNABLE).Take(Front)
                    .Select(job => new JsonObject { ["jobArn"] = $"{queue.Arn[..queue.Arn.IndexOf(":job-queue/", StringComparison.Ordinal)]}:job/{job.Id}" })]),
            },
        });
    }
}

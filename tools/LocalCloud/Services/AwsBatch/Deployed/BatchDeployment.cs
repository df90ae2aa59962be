using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>The Batch resources of a stack, as the service reads them. Only what stands in the state exists.</summary>
internal sealed class BatchDeployment(StackState state)
{
    /// <summary>All job queues.</summary>
    public IReadOnlyList<Queue> Queues { get; } = [.. state.OfType("aws:batch/jobQueue:JobQueue").Select(Queue.Read)];

    /// <summary>All compute environments.</summary>
    public IReadOnlyList<ComputeEnvironment> Environments { get; } = [.. state.OfType("aws:batch/computeEnvironment:ComputeEnvironment").Select(ComputeEnvironment.Read)];

    /// <summary>All job definitions.</summary>
    public IReadOnlyList<Definition> Definitions { get; } = [.. state.OfType("aws:batch/jobDefinition:JobDefinition").Select(Definition.Read)];

    /// <summary>The queue of a name or ARN, or null.</summary>
    public Queue? FindQueue(string nameOrArn) => Queues.FirstOrDefault(queue => queue.Name == nameOrArn || queue.Arn == nameOrArn);

    /// <summary>The definition of a name, <c>name:revision</c> or ARN, or null.</summary>
    public Definition? FindDefinition(string text) => Definitions.FirstOrDefault(definition => definition.IsNamed(text));

    /// <summary>The first environment of a queue that takes jobs, or why there is none.</summary>
    public (ComputeEnvironment? Environment, string? Missing) EnvironmentOf(Queue queue)
    {
        if (queue.State != "ENABLED")
        {
            return (null, $"the job queue {queue.Name} is {queue.State}: it starts no jobs");
        }
        if (queue.Environments.IsEmpty)
        {
            return (null, $"the job queue {queue.Name} has no compute environment (computeEnvironmentOrders is empty)");
        }
        var known = queue.Environments.Select(arn => Environments.FirstOrDefault(environment => environment.Arn == arn)).ToList();
        if (known.FirstOrDefault(environment => environment is { State: "ENABLED", Status: "VALID" }) is { } ready)
        {
            return (ready, null);
        }
        return (null, known.FirstOrDefault(environment => environment is not null) is { } off
            ? $"the compute environment {off.Name} of the job queue {queue.Name} is {(off.State == "ENABLED" ? $"{off.Status}: {off.StatusReason}" : off.State)}"
            : $"the job queue {queue.Name} names {queue.Environments[0]}, which is not deployed");
    }
}

/// <summary>A job queue; environments by ARN in their order.</summary>
internal sealed record Queue(string Name, string Arn, string State, int Priority, ImmutableArray<string> Environments)
{
    public static Queue Read(DeployedResource resource) => new(
        resource.Text("name")!,
        resource.Text("arn")!,
        resource.Text("state") ?? "ENABLED",
        (int?)resource.Outputs["priority"]?.GetValue<double>() ?? 0,
        [.. (resource.Outputs["computeEnvironmentOrders"] as JsonArray ?? [])
            .OrderBy(order => order!["order"]?.GetValue<double>() ?? 0)
            .Select(order => order!["computeEnvironment"]!.GetValue<string>())]);
}

/// <summary>A compute environment on Fargate.</summary>
internal sealed record ComputeEnvironment(string Name, string Arn, string State, string Status, string StatusReason, bool Spot, decimal MaxVcpus, ImmutableArray<string> Subnets, ImmutableArray<string> SecurityGroups)
{
    public static ComputeEnvironment Read(DeployedResource resource)
    {
        var compute = resource.Outputs["computeResources"] as JsonObject ?? [];
        return new(
            resource.Text("name")!,
            resource.Text("arn")!,
            resource.Text("state") ?? "ENABLED",
            resource.Text("status") ?? "VALID",
            resource.Text("statusReason") ?? "",
            (string?)compute["type"] == "FARGATE_SPOT",
            (decimal?)compute["maxVcpus"]?.GetValue<double>() ?? 0,
            Texts(compute["subnets"]),
            Texts(compute["securityGroupIds"]));
    }

    private static ImmutableArray<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(item => item!.GetValue<string>())];
}

/// <summary>A job definition's active revision.</summary>
internal sealed record Definition(string Name, string Arn, ContainerProperties Container, RetryStrategy Retry, int? TimeoutSeconds)
{
    public string Revision => Arn[(Arn.LastIndexOf(':') + 1)..];

    public bool IsNamed(string text) => text == Name || text == Arn || text == $"{Name}:{Revision}";

    public static Definition Read(DeployedResource resource) => new(
        resource.Text("name")!,
        resource.Text("arn")!,
        ModelledJson.Container(resource.Text("containerProperties") ?? "{}"),
        RetryStrategy.Read(resource.Outputs["retryStrategy"] as JsonObject),
        (int?)(resource.Outputs["timeout"] as JsonObject)?["attemptDurationSeconds"]?.GetValue<double>());
}

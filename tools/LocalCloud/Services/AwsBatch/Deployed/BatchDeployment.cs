using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>The Batch resources of a stack, as the service reads them. Only what stands in the state exists.</summary>
internal sealed class BatchDeployment(StackState state, IamAuthorizer authorizer)
{
    /// <summary>All job queues, the one of the highest priority first.</summary>
    public IReadOnlyList<Queue> Queues { get; } = [.. state.OfType("aws:batch/jobQueue:JobQueue").Select(Queue.Read).OrderByDescending(queue => queue.Priority)];

    /// <summary>All compute environments.</summary>
    public IReadOnlyList<ComputeEnvironment> Environments { get; } =
        [.. state.OfType("aws:batch/computeEnvironment:ComputeEnvironment").Select(resource => ComputeEnvironment.Read(resource, authorizer))];

    /// <summary>All job definitions.</summary>
    public IReadOnlyList<Definition> Definitions { get; } = [.. state.OfType("aws:batch/jobDefinition:JobDefinition").Select(resource => new Definition(resource))];

    /// <summary>The queue of a name or ARN, or null.</summary>
    public Queue? FindQueue(string nameOrArn) => Queues.FirstOrDefault(queue => queue.Name == nameOrArn || queue.Arn == nameOrArn);

    /// <summary>The definition of a name, <c>name:revision</c> or ARN, or null.</summary>
    public Definition? FindDefinition(string text) => Definitions.FirstOrDefault(definition => definition.IsNamed(text));

    /// <summary>The environments of a queue that take jobs, in the queue's order.</summary>
    public IEnumerable<ComputeEnvironment> ReadyEnvironments(Queue queue) =>
        queue.Environments.Select(FindEnvironment).OfType<ComputeEnvironment>().Where(environment => environment.Problem is null);

    /// <summary>Why no environment of a queue takes jobs, or null where one does.</summary>
    public string? WhyNoEnvironment(Queue queue) =>
        queue.Environments.IsEmpty ? $"the job queue {queue.Name} has no compute environment (computeEnvironmentOrders is empty)"
        : ReadyEnvironments(queue).Any() ? null
        : string.Join("; ", queue.Environments.Select(arn => FindEnvironment(arn)?.Problem ?? $"the job queue {queue.Name} names {arn}, which is not deployed"));

    private ComputeEnvironment? FindEnvironment(string arn) => Environments.FirstOrDefault(environment => environment.Arn == arn);
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

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.Aws;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

/// <summary>The ECS resources of a stack, as the service reads them. Only what stands in the state exists.</summary>
internal sealed class EcsDeployment(StackState state)
{
    /// <summary>All clusters.</summary>
    public IReadOnlyList<Cluster> Clusters { get; } = [.. state.OfType("aws:ecs/cluster:Cluster").Select(resource => Cluster.Read(resource, state))];

    /// <summary>All task definitions. Throws <see cref="FormatException"/> where one is not modelled.</summary>
    public IReadOnlyList<TaskDefinition> Definitions { get; } = [.. state.OfType("aws:ecs/taskDefinition:TaskDefinition").Select(TaskDefinition.Read)];

    /// <summary>The cluster of a name or ARN; without one ECS assumes <c>default</c>. Throws the service's refusal.</summary>
    public Cluster FindCluster(string? nameOrArn) =>
        Clusters.FirstOrDefault(cluster => cluster.Name == (nameOrArn ?? "default") || cluster.Arn == nameOrArn)
        ?? throw new AwsServiceException("ClusterNotFoundException", $"Cluster {nameOrArn ?? "default"} not found.");

    /// <summary>The definition of a family, <c>family:revision</c> or ARN. Throws the service's refusal.</summary>
    public TaskDefinition FindDefinition(string text) =>
        Definitions.FirstOrDefault(definition => definition.IsNamed(text)) ?? throw new AwsServiceException("ClientException", $"TaskDefinition {text} not found or not ACTIVE.");

    /// <summary>Whether the stack has an EC2 resource of this id.</summary>
    public bool Has(string type, string id) => state.OfType(type).Any(resource => resource.Id == id);
}

/// <summary>A cluster with the capacity providers that are associated with it.</summary>
internal sealed record Cluster(string Name, string Arn, ImmutableArray<string> Providers, ImmutableArray<JsonObject> DefaultStrategy)
{
    public static Cluster Read(DeployedResource resource, StackState state)
    {
        var name = resource.Text("name")!;
        var association = state.OfType("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders").FirstOrDefault(candidate => candidate.Text("clusterName") == name)?.Outputs;
        return new(
            name,
            resource.Text("arn")!,
            [.. (association?["capacityProviders"] as JsonArray ?? []).Select(provider => (string)provider!)],
            [.. (association?["defaultCapacityProviderStrategies"] as JsonArray ?? []).OfType<JsonObject>()]);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>Which capacity a task runs on: by launch type, by a strategy, or by the cluster's own strategy.</summary>
internal static class Capacity
{
    /// <summary>The capacity provider; null for the launch type FARGATE. Throws the service's refusal.</summary>
    public static string? Choose(Cluster cluster, string? launchType, IReadOnlyList<JsonObject> strategy)
    {
        if (launchType is not null && strategy.Count > 0)
        {
            throw EcsCommand.Request.Refuse("Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.");
        }
        return launchType is not null
            ? launchType == "FARGATE" ? null : throw EcsCommand.Request.Refuse($"launchType is '{launchType}'; the local cloud models FARGATE")
            : Provider(cluster, strategy.Count > 0 ? strategy : cluster.DefaultStrategy);
    }

    private static string Provider(Cluster cluster, IReadOnlyList<JsonObject> strategy)
    {
        if (strategy.Count == 0)
        {
            throw EcsCommand.Request.Refuse($"neither launchType nor capacityProviderStrategy is given and the cluster {cluster.Name} has no default strategy: ECS takes EC2, which the local cloud does not have");
        }
        var weighted = strategy.Where(item => Weight(item) > 0).ToList();
        foreach (var name in strategy.Select(item => (string?)item["capacityProvider"]).Where(name => name is null || !cluster.Providers.Contains(name)))
        {
            throw EcsCommand.Request.Refuse($"The specified capacity provider '{name}' is not associated with the cluster {cluster.Name}; it has {(cluster.Providers.IsEmpty ? "none" : string.Join(", ", cluster.Providers))}.");
        }
        return weighted switch
        {
            [var one] => (string)one["capacityProvider"]!,
            // The weight is 0 where it is not given.
            [] => throw EcsCommand.Request.Refuse("capacityProviderStrategy: every weight is 0; at least one must be more"),
            _ => throw EcsCommand.Request.Refuse("capacityProviderStrategy has several providers with a weight; the local cloud models one"),
        };
    }

    private static int Weight(JsonObject item)
    {
        EcsCommand.Request.Members(item, "capacityProviderStrategy", "capacityProvider", "weight", "base");
        return int.TryParse(item["weight"]?.ToString() ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight <= 1000
            ? weight
            : throw EcsCommand.Request.Refuse($"capacityProviderStrategy.weight is '{item["weight"]}'; expected 0 to 1000");
    }
}

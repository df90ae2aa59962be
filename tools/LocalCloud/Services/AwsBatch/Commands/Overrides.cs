using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Commands;

/// <summary>What a submission changes about its definition's container: command, environment and size.</summary>
internal static class Overrides
{
    /// <summary>The container that the job runs. Throws the service's refusal.</summary>
    public static ContainerProperties Apply(ContainerProperties container, JsonObject? overrides)
    {
        var changed = overrides is null ? container : Merge(container, overrides);
        return BatchCommand.Request.Read("containerOverrides", () =>
        {
            ContainerRules.Check(changed);
            return changed;
        });
    }

    private static ContainerProperties Merge(ContainerProperties container, JsonObject overrides)
    {
        BatchCommand.Request.Members(overrides, "containerOverrides", "command", "environment", "resourceRequirements");
        return container with
        {
            Command = overrides["command"] is JsonArray command ? [.. command.Select(word => (string?)word ?? "")] : container.Command,
            Environment = [.. Last(container.Environment.Concat(Pairs(overrides["environment"], "name", "value").Select(pair => new NameValue(pair.Key, pair.Value))), variable => variable.Name)],
            ResourceRequirements = [.. Last(container.ResourceRequirements.Concat(Pairs(overrides["resourceRequirements"], "type", "value").Select(pair => new ResourceRequirement(pair.Key, pair.Value))), requirement => requirement.Type)],
        };
    }

    private static IEnumerable<T> Last<T>(IEnumerable<T> items, Func<T, string> key) => items.GroupBy(key, StringComparer.Ordinal).Select(group => group.Last());

    private static ImmutableArray<(string Key, string Value)> Pairs(JsonNode? node, string key, string value) =>
        [.. (node as JsonArray ?? []).OfType<JsonObject>().Select(item => ((string?)item[key] ?? "", (string?)item[value] ?? ""))];
}

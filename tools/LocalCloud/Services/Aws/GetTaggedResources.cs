using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>The stack's resources by tag. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html</summary>
internal sealed class GetTaggedResources(StackState state) : AwsCommand
{
    public override string Service => "resourcegroupstaggingapi";

    public override string Name => "get-resources";

    public override IReadOnlyList<AwsOption> Options => [new("--tag-filters", AwsValue.Structures)];

    public override JsonNode Execute(AwsArguments arguments)
    {
        var filters = arguments.Structures("--tag-filters");
        return new JsonObject
        {
            ["ResourceTagMappingList"] = new JsonArray([.. state.Resources
                .Where(resource => resource.Text("arn") is not null && filters.All(filter => Matches(resource.Outputs["tags"] as JsonObject, filter)))
                .Select(resource => new JsonObject { ["ResourceARN"] = resource.Text("arn") })]),
        };
    }

    private static bool Matches(JsonObject? tags, JsonObject filter) =>
        (string?)tags?[(string?)filter["Key"] ?? ""] is { } value
        && (filter["Values"] is JsonArray values ? values.Any(wanted => (string?)wanted == value) : (string?)filter["Values"] is not { } one || one == value);
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity.Policies;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>The tags of deployed resources as aws:ResourceTag keys. Buckets have none: S3 evaluates them only where a bucket opts in.</summary>
internal sealed class ResourceTags(StackState state)
{
    private readonly Dictionary<string, JsonObject> _byArn = state.Resources
        .Where(resource => resource.Text("arn") is not null && !resource.Type.StartsWith("aws:s3/", StringComparison.Ordinal))
        .GroupBy(resource => resource.Text("arn")!)
        .ToDictionary(group => group.Key, group => group.Last().Outputs["tagsAll"] as JsonObject ?? group.Last().Outputs["tags"] as JsonObject ?? []);

    public ImmutableDictionary<string, string> AddTo(ImmutableDictionary<string, string> context, string resource) =>
        _byArn.TryGetValue(resource, out var tags)
            ? context.SetItems(tags.Select(tag => KeyValuePair.Create(ConditionKeys.ResourceTag + tag.Key, tag.Value?.ToString() ?? "")))
            : context;
}

using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Which properties differ between what is deployed and what is wanted.</summary>
internal static class InputDiff
{
    /// <summary>The places that differ, the deepest ones that can be named.</summary>
    public static IEnumerable<PropertyPath> Compare(JsonNode? before, JsonNode? after) => Compare(before, after, PropertyPath.Root);

    /// <summary>Sets every ignored place back to its deployed value.</summary>
    public static void KeepIgnored(JsonObject deployed, JsonObject wanted, IEnumerable<string> ignoreChanges)
    {
        foreach (var text in ignoreChanges)
        {
            var path = PropertyPath.Parse(text);
            if (path is { Segments: ["*"] })
                foreach (var name in wanted.Union(deployed).Select(property => property.Key).ToHashSet())
                    Keep(deployed, wanted, new([name]));
            else if (!path.Segments.IsEmpty)
                Keep(deployed, wanted, path);
        }
    }

    private static IEnumerable<PropertyPath> Compare(JsonNode? before, JsonNode? after, PropertyPath path)
    {
        if (Redaction.ContentHash(before) is { } old && Redaction.ContentHash(after) is { } now)
            return old == now ? [] : [path];
        return (before, after) switch
        {
            (JsonObject a, JsonObject b) => a.Select(p => p.Key).Union(b.Select(p => p.Key)).Order(StringComparer.Ordinal)
                .SelectMany(key => Compare(a[key], b[key], path.Child(key))),
            (JsonArray a, JsonArray b) => Enumerable.Range(0, Math.Max(a.Count, b.Count))
                .SelectMany(i => Compare(a.ElementAtOrDefault(i), b.ElementAtOrDefault(i), path.Child(i))),
            _ => JsonNode.DeepEquals(before, after) ? [] : [path],
        };
    }

    private static void Keep(JsonNode? deployed, JsonNode? wanted, PropertyPath path)
    {
        foreach (var segment in path.Segments[..^1])
        {
            deployed = Step(deployed, segment);
            wanted = Step(wanted, segment);
        }
        var last = path.Segments[^1];
        if (wanted is JsonObject target)
        {
            // A redacted value cannot be put back; the diff ignores the place anyway.
            var kept = (deployed as JsonObject)?[last]?.DeepClone();
            if (kept is null)
                target.Remove(last);
            else if (!Redaction.IsSecret(kept))
                target[last] = kept;
        }
        else if (wanted is JsonArray items && int.TryParse(last, out var index) && index < items.Count && Step(deployed, last) is { } item)
        {
            items[index] = item.DeepClone();
        }
    }

    private static JsonNode? Step(JsonNode? node, string segment) => node switch
    {
        JsonObject value => value[segment],
        JsonArray items when int.TryParse(segment, out var index) => items.ElementAtOrDefault(index),
        _ => null,
    };
}

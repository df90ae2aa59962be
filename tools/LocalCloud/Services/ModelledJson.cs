using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services;

/// <summary>Reads the parts of the API that the local cloud honours; a member that it does not honour is refused by name, unless it is empty.</summary>
internal static class ModelledJson
{
    /// <summary>Parses JSON in which no member stands twice. Throws <see cref="FormatException"/>.</summary>
    public static JsonNode Parse(string json, string name)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) ?? throw new FormatException($"{name} is null");
        }
        catch (JsonException failure)
        {
            throw new FormatException($"{name}: {failure.Message}", failure);
        }
    }

    /// <summary>Refuses members of one flat object by name.</summary>
    public static void Members(JsonObject value, string path, params string[] modelled) =>
        Members(value, path, new Dictionary<string, string[]> { [""] = modelled });

    /// <summary>Refuses members by name, each object's members under its path; drops those that are empty.</summary>
    public static void Members(JsonObject value, string root, IReadOnlyDictionary<string, string[]> modelled) => Prune(value, root, "", modelled);

    private static void Prune(JsonObject value, string root, string path, IReadOnlyDictionary<string, string[]> modelled)
    {
        foreach (var (name, member) in value.ToList())
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            if (IsEmpty(member))
            {
                value.Remove(name);
            }
            else if (!modelled[path].Contains(name))
            {
                throw new FormatException($"{root}.{inner} is not modelled by the local cloud; {(path.Length == 0 ? root : $"{root}.{path}")} may have {string.Join(", ", modelled[path])}");
            }
            else if (modelled.ContainsKey(inner))
            {
                foreach (var item in member is JsonArray list ? list.OfType<JsonObject>() : new[] { member }.OfType<JsonObject>())
                {
                    Prune(item, root, inner, modelled);
                }
            }
        }
    }

    private static bool IsEmpty(JsonNode? node) => node is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };
}

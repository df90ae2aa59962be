using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>Reads the parts of the API that the local cloud honours; a member that it does not honour is refused by name, unless it is empty.</summary>
internal static class ModelledJson
{
    private static readonly Dictionary<string, string[]> ContainerMembers = new(StringComparer.Ordinal)
    {
        [""] = ["image", "command", "jobRoleArn", "executionRoleArn", "environment", "resourceRequirements", "logConfiguration", "networkConfiguration", "fargatePlatformConfiguration", "runtimePlatform", "ephemeralStorage"],
        ["environment"] = ["name", "value"],
        ["resourceRequirements"] = ["type", "value"],
        ["logConfiguration"] = ["logDriver", "options"],
        ["logConfiguration.options"] = ["awslogs-group", "awslogs-region", "awslogs-stream-prefix"],
        ["networkConfiguration"] = ["assignPublicIp"],
        ["fargatePlatformConfiguration"] = ["platformVersion"],
        ["runtimePlatform"] = ["operatingSystemFamily", "cpuArchitecture"],
        ["ephemeralStorage"] = ["sizeInGiB"],
    };

    /// <summary>Reads <c>containerProperties</c>. Throws <see cref="FormatException"/> naming the member.</summary>
    public static ContainerProperties Container(string json)
    {
        try
        {
            var node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            var container = node as JsonObject ?? throw new FormatException("containerProperties: expected a JSON object");
            Prune(container, "", ContainerMembers);
            if (!container.ContainsKey("image"))
            {
                throw new FormatException("containerProperties.image is missing; expected the image that the job runs");
            }
            return container.Deserialize(BatchJson.Default.ContainerProperties)!;
        }
        catch (JsonException failure)
        {
            throw new FormatException($"containerProperties: {failure.Message}", failure);
        }
    }

    /// <summary>Refuses members of one flat object by name.</summary>
    public static void Members(JsonObject value, string path, params string[] modelled) =>
        Prune(value, "", new Dictionary<string, string[]> { [""] = modelled }, path);

    private static void Prune(JsonObject value, string path, Dictionary<string, string[]> modelled, string root = "containerProperties")
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
                    Prune(item, inner, modelled, root);
                }
            }
        }
    }

    private static bool IsEmpty(JsonNode? node) => node is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };
}

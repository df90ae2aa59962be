using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

/// <summary>Manifests and records as JSON; a member that has no place here is not modelled.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JobSpec))]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(PodRecord))]
internal sealed partial class KubernetesJson : JsonSerializerContext
{
    /// <summary>Changes JSON as RFC 7396 says: objects are merged, null removes, everything else replaces.</summary>
    public static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }
        var merged = target is JsonObject existing ? existing.DeepClone().AsObject() : [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = Merge(merged[name], change);
            }
        }
        return merged;
    }
}

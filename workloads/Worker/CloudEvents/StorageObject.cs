using System.Text.Json;
using System.Text.Json.Serialization;

namespace CloudStacks.Worker.CloudEvents;

/// <summary>What an event of Cloud Storage tells of an object, as far as it matters here: https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/storage/v1/data.proto.</summary>
sealed record StorageObject(string? Bucket, string? Name)
{
    /// <summary>Reads an event's data; null where it is something else.</summary>
    public static StorageObject? Read(ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, StorageJson.Default.StorageObject);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StorageObject))]
sealed partial class StorageJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace CloudStacks.Worker.Storage;

/// <summary>What the JSON API of Cloud Storage and the metadata server answer, as far as the store reads it; int64 values are texts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(GcsObject))]
[JsonSerializable(typeof(GcsPage))]
[JsonSerializable(typeof(GcsError))]
[JsonSerializable(typeof(MetadataToken))]
sealed partial class GcsJson : JsonSerializerContext;

/// <summary>https://docs.cloud.google.com/storage/docs/json_api/v1/objects</summary>
sealed record GcsObject(string Name, long Size, long Generation);

/// <summary>https://docs.cloud.google.com/storage/docs/json_api/v1/objects/list</summary>
sealed record GcsPage(GcsObject[]? Items, string? NextPageToken);

/// <summary>https://docs.cloud.google.com/storage/docs/json_api/v1/status-codes</summary>
sealed record GcsError(GcsErrorBody? Error);

sealed record GcsErrorBody(string? Message);

/// <summary>https://docs.cloud.google.com/run/docs/container-contract</summary>
sealed record MetadataToken(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

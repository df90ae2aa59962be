using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>
/// Objects as the JSON API shows them: https://docs.cloud.google.com/storage/docs/json_api/v1/objects. What the shared files call an ETag is
/// the generation here, so that one condition serves both stores.
/// </summary>
internal static class GcsResource
{
    public const string Md5 = "md5Hash";
    public const string ContentType = "contentType";

    public static JsonObject Of(string bucket, StoredObject described) => new()
    {
        ["kind"] = "storage#object",
        ["id"] = $"{bucket}/{described.Key}/{described.ETag}",
        ["name"] = described.Key,
        ["bucket"] = bucket,
        ["generation"] = described.ETag,
        ["metageneration"] = "1",
        ["contentType"] = described.Headers.GetValueOrDefault(ContentType),
        ["storageClass"] = "STANDARD",
        ["size"] = described.Size.ToString(CultureInfo.InvariantCulture),
        ["md5Hash"] = described.Headers.GetValueOrDefault(Md5),
        ["timeCreated"] = Time(described.LastModified),
        ["updated"] = Time(described.LastModified),
    };

    /// <summary>An answer in JSON, cut down to the fields that the request wants.</summary>
    public static HttpAnswer Answer(GcsRequest request, JsonObject document) => Answer(
        StatusCodes.Status200OK, request.Parameter("fields") is { } fields ? FieldMask.Parse(fields).Apply(document) : document);

    public static HttpAnswer Answer(int status, JsonNode document) =>
        HttpAnswer.Document(status, "application/json; charset=UTF-8", JsonSerializer.SerializeToUtf8Bytes(document));

    /// <summary>A refusal as the API words it; a download's is plain text.</summary>
    public static HttpAnswer Refuse(RequestRefusal refusal, bool media) => media
        ? HttpAnswer.Document(refusal.Status, "text/html; charset=UTF-8", System.Text.Encoding.UTF8.GetBytes(refusal.Message))
        : Answer(refusal.Status, new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = refusal.Status,
                ["message"] = refusal.Message,
                ["errors"] = new JsonArray(new JsonObject { ["message"] = refusal.Message, ["domain"] = "global", ["reason"] = refusal.Code }),
            },
        });

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

using System.Text.Json.Serialization;

namespace CloudStacks.LocalCloud.Services.S3Events;

/// <summary>That an object's event has reached every queue, or, with an empty key, since when a bucket tells of new objects.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key.</param>
/// <param name="At">When the object was made, in ticks: one that is written anew is told anew.</param>
internal sealed record NotifiedObject(string Bucket, string Key, long At)
{
    public string Id => $"{Bucket}/{Key}";

    /// <summary>Opens the log of a stack's data folder.</summary>
    public static (RecordJournal<NotifiedObject> Journal, IReadOnlyList<NotifiedObject> Records) Open(string dataRoot, Func<NotifiedObject, bool>? keep = null) =>
        RecordJournal<NotifiedObject>.Open(Path.Combine(dataRoot, "s3-events", "notified.jsonl"), NotificationJson.Default.NotifiedObject, record => record.Id, keep);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NotifiedObject))]
internal sealed partial class NotificationJson : JsonSerializerContext;

using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Storage;

namespace CloudStacks.LocalCloud.Services.S3Events;

/// <summary>The messages that S3 sends (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).</summary>
internal static class EventMessages
{
    /// <summary>What a queue gets once for every notification that is put on a bucket; it has no records.</summary>
    public static string Test(string bucket, DateTimeOffset now) => new JsonObject
    {
        ["Service"] = "Amazon S3",
        ["Event"] = "s3:TestEvent",
        ["Time"] = Time(now),
        ["Bucket"] = bucket,
        ["RequestId"] = Guid.NewGuid().ToString("N"),
        ["HostId"] = "local",
    }.ToJsonString();

    /// <summary>What a queue gets for a new object.</summary>
    public static string Created(QueueNotification rule, ObjectCreated created, string region) => new JsonObject
    {
        ["Records"] = new JsonArray(new JsonObject
        {
            ["eventVersion"] = "2.1",
            ["eventSource"] = "aws:s3",
            ["awsRegion"] = region,
            ["eventTime"] = Time(created.Described.LastModified),
            ["eventName"] = QueueNotification.NameOf(created.Operation)["s3:".Length..],
            ["s3"] = new JsonObject
            {
                ["s3SchemaVersion"] = "1.0",
                ["configurationId"] = rule.Id,
                ["bucket"] = new JsonObject { ["name"] = rule.Bucket, ["arn"] = rule.BucketArn },
                ["object"] = new JsonObject
                {
                    ["key"] = Encode(created.Described.Key),
                    ["size"] = created.Described.Size,
                    ["eTag"] = created.Described.ETag,
                    ["sequencer"] = created.Described.LastModified.Ticks.ToString("X16", CultureInfo.InvariantCulture),
                },
            },
        }),
    }.ToJsonString();

    /// <summary>The keys that a message is about; none where it is something else.</summary>
    public static IEnumerable<string> KeysIn(string body)
    {
        try
        {
            return (JsonNode.Parse(body) as JsonObject)?["Records"] is JsonArray records
                ? [.. records.Select(record => (string?)record?["s3"]?["object"]?["key"]).OfType<string>().Select(key => WebUtility.UrlDecode(key))]
                : [];
        }
        catch (Exception other) when (other is System.Text.Json.JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <summary>The subject of faults about a key: the same in every run, as job ids are not.</summary>
    public static string SubjectOf(string key) => TicketSubject.Of(key);

    // Form encoding, in which a space is a plus, segment by segment.
    private static string Encode(string key) => string.Join('/', key.Split('/').Select(WebUtility.UrlEncode));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

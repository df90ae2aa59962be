using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services.S3Events;

/// <summary>One rule of a bucket's notification: which new objects are told to which queue.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="QueueArn">The queue.</param>
/// <param name="Events">Such as <c>s3:ObjectCreated:*</c>.</param>
/// <param name="Prefix">How keys must begin.</param>
/// <param name="Suffix">How keys must end.</param>
internal sealed record QueueNotification(string Id, string Bucket, string QueueArn, ImmutableArray<string> Events, string Prefix, string Suffix)
{
    public const string Token = "aws:s3/bucketNotification:BucketNotification";

    /// <summary>What subscribes to each way in which an object is made here.</summary>
    private static readonly Dictionary<string, string> Created = new()
    {
        ["PutObject"] = "s3:ObjectCreated:Put",
        ["CompleteMultipartUpload"] = "s3:ObjectCreated:CompleteMultipartUpload",
    };

    public string BucketArn => $"arn:aws:s3:::{Bucket}";

    /// <summary>The rules of a deployed notification.</summary>
    public static ImmutableArray<QueueNotification> In(DeployedResource notification) =>
        In(notification.Text("bucket")!, notification.Outputs["queues"] as JsonArray ?? []);

    public static ImmutableArray<QueueNotification> In(string bucket, JsonArray queues) =>
    [
        .. queues.OfType<JsonObject>().Select((queue, index) => new QueueNotification(
            (string?)queue["id"] ?? $"tf-s3-queue-{index}",
            bucket,
            (string?)queue["queueArn"] ?? "",
            [.. (queue["events"] as JsonArray ?? []).Select(name => (string)name!)],
            (string?)queue["filterPrefix"] ?? "",
            (string?)queue["filterSuffix"] ?? "")),
    ];

    /// <summary>Whether the rule is about an object.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="operation">The operation of S3's API that made it.</param>
    public bool Matches(string key, string operation) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith(Suffix, StringComparison.Ordinal)
        && Events.Any(name => name == "s3:ObjectCreated:*" || name == NameOf(operation));

    /// <summary>Whether two rules could both be about one object, which S3 does not take.</summary>
    public bool Overlaps(QueueNotification other) =>
        Events.Any(mine => other.Events.Any(theirs => mine == theirs || mine.EndsWith('*') || theirs.EndsWith('*')))
        && (Prefix.StartsWith(other.Prefix, StringComparison.Ordinal) || other.Prefix.StartsWith(Prefix, StringComparison.Ordinal))
        && (Suffix.EndsWith(other.Suffix, StringComparison.Ordinal) || other.Suffix.EndsWith(Suffix, StringComparison.Ordinal));

    /// <summary>The event's name, as configurations write it.</summary>
    public static string NameOf(string operation) => Created[operation];
}

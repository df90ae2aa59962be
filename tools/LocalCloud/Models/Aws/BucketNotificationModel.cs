using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.S3Events;
using CloudStacks.LocalCloud.Services.Sqs;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>
/// What a bucket tells of new objects, to queues. S3 takes a configuration as a whole or not at all, and tries every queue with a test
/// message first (PutBucketNotificationConfiguration, https://github.com/boto/botocore/tree/1.43.11/botocore/data/s3). The id is the bucket, so that the
/// engine refuses a second notification on it, which in the cloud would overwrite the first.
/// </summary>
internal sealed class BucketNotificationModel : AwsModel
{
    private static readonly string[] Members = ["id", "queueArn", "events", "filterPrefix", "filterSuffix"];
    private static readonly string[] Events = ["s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy", "s3:ObjectCreated:CompleteMultipartUpload"];

    public BucketNotificationModel() : base(QueueNotification.Token)
    {
        Id = "{bucket}";
        Fixed = ["bucket"];
        Mutable = ["queues"];
        References = [new("bucket", BucketModel.Token, "NoSuchBucket")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        var queues = inputs["queues"] as JsonArray ?? [];
        foreach (var member in queues.OfType<JsonObject>().SelectMany(queue => queue).Where(member => !Members.Contains(member.Key)))
            yield return $"the local cloud does not model input 'queues.{member.Key}'; it honours {string.Join(", ", Members)}";
        var rules = QueueNotification.In("", queues);
        foreach (var name in rules.SelectMany(rule => rule.Events).Where(name => !Events.Contains(name)))
            yield return $"input 'queues.events' has '{name}'; the local cloud models {string.Join(", ", Events)}";
        foreach (var (index, rule) in rules.Index())
        {
            if (rules.Take(index).FirstOrDefault(rule.Overlaps) is { } other)
                yield return $"input 'queues': Configurations overlap. The rules '{other.Id}' and '{rule.Id}' share an event, and their prefixes and suffixes may fit one key";
        }
    }

    protected override void Require(ResourceChange change)
    {
        var rules = QueueNotification.In(change.Resource);
        var authorizer = new IamAuthorizer(new StackState("", "", [.. change.Deployed], []));
        foreach (var rule in rules)
            Validate(change, authorizer, rule);

        var (bucket, now) = (change.Resource.Text("bucket")!, TimeProvider.System.GetUtcNow());
        using (var log = NotifiedObject.Open(change.DataRoot).Journal)
            log.Write(new NotifiedObject(bucket, "", now.Ticks));
        using var messages = MessageRecord.Open(change.DataRoot).Journal;
        messages.Write(rules.Select(rule => new MessageRecord(Guid.NewGuid().ToString(), rule.QueueArn, EventMessages.Test(bucket, now), now.ToUnixTimeMilliseconds())));
    }

    private static void Validate(ResourceChange change, IamAuthorizer authorizer, QueueNotification rule)
    {
        const string Refused = "InvalidArgument: Unable to validate the following destination configurations:";
        if (change.Deployed.FirstOrDefault(other => other.Type == Queue.Token && other.Text("arn") == rule.QueueArn) is not { } queue)
            throw new ProviderException($"{Refused} the queue '{rule.QueueArn}' does not exist; expected one that this stack declares.");
        if (QueueAccess.Check(authorizer, rule) is { Allowed: false } refused)
            throw new ProviderException($"{Refused} {refused.Message}. Give the queue a QueuePolicy that allows it, and let the notification depend on that.");
        // Pulumi creates at the same time what does not depend on one another: https://github.com/pulumi/pulumi-aws/issues/1895
        var policies = change.Deployed.Where(other => other.Type == "aws:sqs/queuePolicy:QueuePolicy" && other.Text("queueUrl") == queue.Id);
        if (!policies.Any(policy => change.Resource.DependsOn.Contains(policy.Urn)))
            throw new ProviderException($"{Refused} the notification may come before the policy of the queue '{queue.Text("name")}'. Let it depend on the QueuePolicy (DependsOn).");
    }
}

using Pulumi;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;
using Pulumi.Aws.Sqs;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>S3 tries every queue before it takes a notification.</summary>
public sealed class BucketNotificationTests : ModelTest
{
    private const string Refused = "InvalidArgument: Unable to validate the following destination configurations";

    private readonly record struct Wiring(Bucket Bucket, Queue Queue, QueuePolicy? Policy);

    [Fact]
    public async Task IsTakenOnceThePolicyIsThere()
    {
        await Workshop.UpAsync(() => Notify("n", Wire()));
        await Workshop.UpAsync(() => Notify("n", Wire()));
        Assert.Empty(Workshop.Done);
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public Task PolicyThatIsMissingIsNamed() => UpFailsAsync(() => Notify("n", Wire(policy: false)), $"{Refused}: AccessDenied: s3.amazonaws.com may not sqs:SendMessage");

    [Theory]
    [InlineData("aws:SourceAccount", "111111111111")]
    [InlineData("aws:SourceArn", "arn:aws:s3:::other")]
    public Task PolicyForSomebodyElseIsRefused(string key, string value) => UpFailsAsync(() => Notify("n", Wire(condition: (key, value))), Refused);

    /// <summary>https://github.com/pulumi/pulumi-aws/issues/1895: without the dependency the first deployment fails now and then.</summary>
    [Fact]
    public Task DependsOnThePolicy() => UpFailsAsync(() => Notify("n", Wire(), ordered: false), $"{Refused}: the notification may come before the policy");

    /// <summary>https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucketnotification/</summary>
    [Fact]
    public Task BucketHasOneNotification() => UpFailsAsync(() =>
    {
        var wiring = Wire();
        Notify("n", wiring);
        Notify("second", wiring);
    }, "exists already");

    [Fact]
    public Task RulesMustNotOverlap() => UpFailsAsync(() => Notify("n", Wire(), rules: ["tickets/", "tickets/a"]), "Configurations overlap. The rules 'tf-s3-queue-0' and 'tf-s3-queue-1'");

    [Fact]
    public async Task RulesOfDifferentPrefixesAreTaken()
    {
        await Workshop.UpAsync(() => Notify("n", Wire(), rules: ["a/", "b/"]));
        Assert.Contains("Create n", Workshop.Done);
    }

    [Fact]
    public Task EventThatIsNotModelledIsRefused() => UpFailsAsync(() => Notify("n", Wire(), created: "s3:ObjectRemoved:*"), "input 'queues.events' has 's3:ObjectRemoved:*'");

    [Fact]
    public Task OtherDestinationsAreRefusedByName() => UpFailsAsync(
        () => _ = new BucketNotification("n", new() { Bucket = new Bucket("data").Id, Eventbridge = true }), "does not model input 'eventbridge'");

    private static Wiring Wire(bool policy = true, (string Key, string Value)? condition = null)
    {
        var (bucket, queue) = (new Bucket("data"), new Queue("work"));
        return new(bucket, queue, policy ? new QueuePolicy("policy", new() { QueueUrl = queue.Id, Policy = Output.Tuple(queue.Arn, bucket.Arn).Apply(arns => Policy(arns.Item1, arns.Item2, condition)) }) : null);
    }

    private static string Policy(string queue, string bucket, (string Key, string Value)? condition)
    {
        var json = CloudStacks.Shared.Aws.Policy.TicketQueue(queue, bucket, "000000000000");
        return condition is not var (key, value) ? json : json.Replace(key == "aws:SourceArn" ? $"\"{bucket}\"" : "\"000000000000\"", $"\"{value}\"", StringComparison.Ordinal);
    }

    private static void Notify(string name, Wiring wiring, bool ordered = true, string[]? rules = null, string created = "s3:ObjectCreated:*") =>
        _ = new BucketNotification(name, new BucketNotificationArgs
        {
            Bucket = wiring.Bucket.Id,
            Queues = (rules ?? ["tickets/"]).Select(prefix => new BucketNotificationQueueArgs { QueueArn = wiring.Queue.Arn, Events = { created }, FilterPrefix = prefix }).ToArray(),
        }, new CustomResourceOptions { DependsOn = ordered && wiring.Policy is { } policy ? policy : new InputList<Resource>() });
}

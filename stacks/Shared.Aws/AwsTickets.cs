using System.Text.Json;
using Pulumi;
using Pulumi.Aws;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;
using Pulumi.Aws.Sqs;

namespace CloudStacks.Shared.Aws;

/// <summary>
/// A queue that S3 tells of every ticket put into the job store, and a second one for tickets that were received too often. Between S3 and
/// a function it keeps what cannot run yet, and bounds how often a ticket is tried.
/// </summary>
public sealed class AwsTickets : ComponentResource
{
    // Six times the function's timeout is advised (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
    private const int VisibilityPerTimeout = 6;
    private const int Day = 24 * 3600;

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="settings">How long a task may take and how often it is tried.</param>
    /// <param name="store">Where the tickets are put.</param>
    /// <param name="tags">The tags of the trial.</param>
    /// <param name="options">The component's options.</param>
    public AwsTickets(string name, StackSettings settings, AwsJobStore store, InputMap<string> tags, ComponentResourceOptions? options = null)
        : base("cloudstacks:aws:Tickets", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };

        // A message keeps its age when it moves, so the dead-letter queue keeps it for longer (14 days are the most).
        var dead = new Queue($"{name}-dead", new QueueArgs { MessageRetentionSeconds = 14 * Day, SqsManagedSseEnabled = true, Tags = tags }, child);
        var queue = new Queue($"{name}-queue", new QueueArgs
        {
            VisibilityTimeoutSeconds = VisibilityPerTimeout * settings.TaskTimeoutSeconds,
            MessageRetentionSeconds = 4 * Day,
            RedrivePolicy = dead.Arn.Apply(target => Redrive(target, settings.Attempts)),
            // With a key of KMS the queue would need a customer managed one that S3 may use.
            SqsManagedSseEnabled = true,
            Tags = tags,
        }, child);
        var policy = new QueuePolicy($"{name}-policy", new QueuePolicyArgs
        {
            QueueUrl = queue.Id,
            Policy = Output.Tuple(queue.Arn, store.Arn, GetCallerIdentity.Invoke().Apply(caller => caller.AccountId))
                .Apply(parts => Aws.Policy.TicketQueue(parts.Item1, parts.Item2, parts.Item3)),
        }, child);
        // S3 tries the queue before it takes the notification, so the policy comes first; and a bucket has one notification, not two.
        _ = new BucketNotification($"{name}-notification", new BucketNotificationArgs
        {
            Bucket = store.Bucket,
            Queues =
            {
                new BucketNotificationQueueArgs { QueueArn = queue.Arn, Events = { "s3:ObjectCreated:*" }, FilterPrefix = "tickets/", FilterSuffix = ".ticket" },
            },
        }, new CustomResourceOptions { Parent = this, DependsOn = policy });

        Arn = queue.Arn;
        DeadLetterUrl = dead.Id;
        RegisterOutputs();
    }

    /// <summary>The ARN of the queue with the tickets.</summary>
    public Output<string> Arn { get; }

    /// <summary>The URL of the queue with the tickets that were given up.</summary>
    public Output<string> DeadLetterUrl { get; }

    private static string Redrive(string target, int attempts) =>
        JsonSerializer.Serialize(new { deadLetterTargetArn = target, maxReceiveCount = attempts });
}

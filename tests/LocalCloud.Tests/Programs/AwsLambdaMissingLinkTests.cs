using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Aws.Lambda;
using Pulumi.Aws.S3;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the deployment or the run fail, and the message names it.</summary>
public sealed class AwsLambdaMissingLinkTests() : FunctionMissingLinkTests("aws-lambda", (name, options) => new CloudStacks.Stacks.AwsLambda(name, options))
{
    private const string WorkersRole = "aws-lambda-worker-execution-role";

    /// <summary>What S3 and Lambda try out before they take a configuration.</summary>
    [Theory]
    [InlineData("SendTickets", "s3.amazonaws.com may not sqs:SendMessage", "aws-lambda-tickets-queue")]
    [InlineData("TakeTickets", "sqs:ReceiveMessage", WorkersRole)]
    public async Task LinkThatIsTriedAtDeploymentIsRefusedThere(string sid, params string[] expected)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Without(sid))));
        Assert.All(expected, text => Assert.Contains(text, failure.Message, StringComparison.Ordinal));
    }

    /// <summary>The same links, taken away from a stack that stands.</summary>
    [Theory]
    [InlineData("SendTickets", "s3.amazonaws.com may not sqs:SendMessage", "the policy of the queue aws-lambda-tickets-queue")]
    [InlineData("TakeTickets", "Lambda cannot poll the queue", WorkersRole)]
    public async Task LinkThatIsTakenAwayLaterMakesTheRunFail(string sid, params string[] expected)
    {
        await Workshop.UpAsync(Program());
        await FailsAsync(expected, Without(sid));
    }

    [Fact]
    public Task Notification() => FailsAsync(["tickets were stored and nobody is told", "the bucket has no notification"], Edit.Of<BucketNotificationArgs>(args => args.Queues = []));

    [Fact]
    public Task FilterOfTheNotification() => FailsAsync(["no notification is about them", "the suffix '.csv'"], Edit.Of<BucketNotificationArgs>(
        args => args.Queues = args.Queues.Apply(queues => queues.Select(queue =>
        {
            queue.FilterSuffix = ".csv";
            return queue;
        }).ToArray())));

    [Fact]
    public Task MappingThatIsOff() => FailsAsync(["the event source mapping", "is disabled"], Edit.Of<EventSourceMappingArgs>(args => args.Enabled = false));

    /// <summary>Without it every failure would count as success, and its ticket would be gone.</summary>
    [Fact]
    public async Task AnswerThatTheMappingDoesNotAskFor()
    {
        var edits = new[] { Edit.Of<EventSourceMappingArgs>(args => args.FunctionResponseTypes = []), Without("WriteJobs") };
        await FailsAsync(["functionResponseTypes lacks ReportBatchItemFailures"], edits);
    }

    /// <summary>Retries are counted by the queue: one receive, then the dead-letter queue.</summary>
    [Fact]
    public async Task RedriveBoundsTheAttempts()
    {
        Set("retries=0");
        await FailsAsync(["1 messages are in the dead-letter queue after 1 receives", "s3:PutObject"], Without("WriteJobs"));
    }

    private static ResourceTransformation Without(string sid) => sid == "SendTickets" ? Edit.WithoutQueueStatement(sid) : Edit.WithoutStatement(sid);
}

using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Lambda;
using Pulumi.Aws.S3;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the deployment or the run fail, and the message names it.</summary>
public sealed class AwsLambdaMissingLinkTests() : ProgramTest("aws-lambda", (name, options) => new CloudStacks.Stacks.AwsLambda(name, options))
{
    private const string Role = "aws-lambda-worker-execution-role";

    /// <summary>What S3 and Lambda try out before they take a configuration.</summary>
    [Theory]
    [InlineData("SendTickets", "s3.amazonaws.com may not sqs:SendMessage", "aws-lambda-tickets-queue")]
    [InlineData("TakeTickets", "sqs:ReceiveMessage", Role)]
    public async Task LinkThatIsTriedAtDeploymentIsRefusedThere(string sid, params string[] expected)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Without(sid))));
        Assert.All(expected, text => Assert.Contains(text, failure.Message, StringComparison.Ordinal));
    }

    /// <summary>The same links, taken away from a stack that stands.</summary>
    [Theory]
    [InlineData("SendTickets", "s3.amazonaws.com may not sqs:SendMessage", "the policy of the queue aws-lambda-tickets-queue")]
    [InlineData("TakeTickets", "Lambda cannot poll the queue", Role)]
    public async Task LinkThatIsTakenAwayLaterMakesTheRunFail(string sid, params string[] expected)
    {
        await Workshop.UpAsync(Program());
        await FailsAsync(expected, Without(sid));
    }

    [Theory]
    [InlineData("ReadInputAndJobs", "s3:GetObject", Role)]
    [InlineData("WriteJobs", "s3:PutObject", Role)]
    [InlineData("ListBucket", "s3:ListBucket", Role)]
    [InlineData("WriteLog", "logs:CreateLogStream", Role)]
    public Task Statement(string sid, params string[] expected) => FailsAsync(expected, Without(sid));

    [Fact]
    public Task TrustOfTheRole() => FailsAsync(["sts:AssumeRole", Role], Edit.Of<RoleArgs>(
        args => args.AssumeRolePolicy = args.AssumeRolePolicy.Apply(policy => policy.AsT0.Replace("lambda.", "batch.", StringComparison.Ordinal))));

    [Theory]
    [InlineData("CLOUDSTACKS_STORE")]
    [InlineData("CLOUDSTACKS_REDUCE")]
    public Task Variable(string name) => FailsAsync([$"the environment variable {name} is missing"], Edit.Of<FunctionArgs>(
        args => args.Environment = args.Environment!.Apply(environment => new Pulumi.Aws.Lambda.Inputs.FunctionEnvironmentArgs
        {
            Variables = environment.Variables.Apply(variables => variables.Remove(name)),
        })));

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

    private async Task FailsAsync(string[] expected, params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input));
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
    }
}

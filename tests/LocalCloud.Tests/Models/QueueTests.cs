using Pulumi.Aws.Sqs;

namespace CloudStacks.LocalCloud.Tests.Models;

public sealed class QueueTests : ModelTest
{
    [Fact]
    public async Task IdIsTheUrl()
    {
        var queue = await UpAsync("work", () => _ = new Queue("work", new() { Name = "work" }));
        Assert.Equal("https://sqs.us-east-1.amazonaws.com/000000000000/work", queue.Id);
        Assert.Equal((queue.Id, "arn:aws:sqs:us-east-1:000000000000:work"), (queue.Text("url"), queue.Text("arn")));
    }

    /// <summary>A name that was deleted cannot be had again for 60 seconds (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html); a name of the provider's own is another one.</summary>
    [Fact]
    public async Task ReplacedQueueHasAnotherName()
    {
        var first = await UpAsync("work", () => _ = new Queue("work"));
        Workshop.Config = Workshop.Config.Add("aws:region", "eu-central-1");
        var second = await UpAsync("work", () => _ = new Queue("work"));
        Assert.Equal(["Replace work", "DeleteReplaced work"], Workshop.Done);
        Assert.NotEqual(first.Text("name"), second.Text("name"));
    }

    [Fact]
    public async Task SettingsChangeInPlace()
    {
        await Workshop.UpAsync(() => _ = new Queue("work", new() { VisibilityTimeoutSeconds = 60 }));
        await Workshop.UpAsync(() => _ = new Queue("work", new() { VisibilityTimeoutSeconds = 120, MessageRetentionSeconds = 3600, SqsManagedSseEnabled = true }));
        Assert.Equal(["Update work"], Workshop.Done);
    }

    [Fact]
    public Task FifoQueueIsRefusedByName() => UpFailsAsync(() => _ = new Queue("work", new() { FifoQueue = true }), "does not model input 'fifoQueue'");

    [Fact]
    public Task KeyOfKmsIsRefusedByName() => UpFailsAsync(() => _ = new Queue("work", new() { KmsMasterKeyId = "alias/aws/sqs" }), "does not model input 'kmsMasterKeyId'");

    [Theory]
    [InlineData("a name", "queue name 'a name'; expected 1 to 80")]
    [InlineData("work.fifo", "queue name 'work.fifo'")]
    public Task NameFollowsTheRules(string name, string expected) => UpFailsAsync(() => _ = new Queue("work", new() { Name = name }), expected);

    [Fact]
    public Task VisibilityEndsAtTwelveHours() => UpFailsAsync(
        () => _ = new Queue("work", new() { VisibilityTimeoutSeconds = 43_201 }), "input 'visibilityTimeoutSeconds' is 43201; expected 0 to 43200");

    [Theory]
    [InlineData("""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:gone","maxReceiveCount":5}""", "the dead-letter target 'arn:aws:sqs:us-east-1:000000000000:gone' of the redrive policy does not exist")]
    [InlineData("""{"deadLetterTargetArn":"arn","maxReceiveCount":0}""", "redrivePolicy.maxReceiveCount is 0; expected a whole number from 1 to 1000")]
    [InlineData("""{"maxReceiveCount":5}""", "redrivePolicy.deadLetterTargetArn is missing")]
    [InlineData("five", "input 'redrivePolicy' is not a JSON document")]
    public Task RedrivePolicyIsChecked(string policy, string expected) => UpFailsAsync(() => _ = new Queue("work", new() { RedrivePolicy = policy }), expected);

    [Fact]
    public Task PolicyOfNoQueueIsRefused() => UpFailsAsync(
        () => _ = new QueuePolicy("p", new() { QueueUrl = "https://elsewhere", Policy = "{}" }), "NonExistentQueue: input 'queueUrl' is 'https://elsewhere'");
}

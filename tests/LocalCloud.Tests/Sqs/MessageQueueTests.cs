using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.Sqs;
using CloudStacks.LocalCloud.Tests.Storage;
using CloudStacks.LocalCloud.Tests.Tasks;

namespace CloudStacks.LocalCloud.Tests.Sqs;

/// <summary>What a standard queue promises: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html</summary>
public sealed class MessageQueueTests : IDisposable
{
    private const string Work = "arn:aws:sqs:us-east-1:000000000000:work";
    private const string Dead = "arn:aws:sqs:us-east-1:000000000000:dead";

    private readonly string _folder = Directory.CreateTempSubdirectory("sqs").FullName;
    private readonly ManualClock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ReceivedMessageIsHiddenUntilItsVisibilityTimeoutEnds()
    {
        using var queues = Open();
        queues.Send(Work, "m");
        Assert.Equal(1, Assert.Single(queues.Receive(Work, 10)).Record.Receives);
        Assert.Empty(queues.Receive(Work, 10));
        Assert.Equal(new MessageCounts(0, 1), queues.Count(Work));
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(queues.Receive(Work, 10));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Assert.Single(queues.Receive(Work, 10)).Record.Receives);
    }

    [Fact]
    public void VisibilityOfZeroGivesTheMessageBackAtOnce()
    {
        using var queues = Open();
        queues.Send(Work, "m");
        queues.ChangeVisibility(Work, Assert.Single(queues.Receive(Work, 1)).Receipt, 0);
        Assert.Single(queues.Receive(Work, 1));
    }

    [Fact]
    public void MessageThatWasReceivedTooOftenBecomesADeadLetterWithItsId()
    {
        using var queues = Open();
        queues.Send(Work, "m");
        var id = "";
        for (var receive = 1; receive <= 3; receive++)
        {
            var message = Assert.Single(queues.Receive(Work, 1));
            (id, _) = (message.Record.Id, Changed(queues, message.Receipt));
        }
        Assert.Empty(queues.Receive(Work, 1));
        Assert.Equal(id, Assert.Single(queues.Peek(Dead)).Id);
        Assert.Empty(queues.Peek(Work));
    }

    [Fact]
    public void OnlyTheLatestReceiptDeletes()
    {
        using var queues = Open();
        queues.Send(Work, "m");
        var first = Assert.Single(queues.Receive(Work, 1)).Receipt;
        _clock.Advance(TimeSpan.FromSeconds(60));
        var second = Assert.Single(queues.Receive(Work, 1)).Receipt;
        queues.Delete(Work, first);
        Assert.Equal(new MessageCounts(0, 1), queues.Count(Work));
        queues.Delete(Work, second);
        Assert.Equal(new MessageCounts(0, 0), queues.Count(Work));
    }

    [Fact]
    public void NothingIsLostWhenTheSessionIsKilled()
    {
        var queues = Open();
        queues.Send(Work, "handled");
        queues.Send(Work, "in flight");
        queues.Send(Work, "waiting");
        var received = queues.Receive(Work, 2);
        queues.Delete(Work, received[0].Receipt);
        queues.Dispose();
        using var next = Open();
        Assert.Equal([("in flight", 2), ("waiting", 1)], next.Receive(Work, 10).Select(message => (message.Record.Body, message.Record.Receives)));
    }

    /// <summary>Limits: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html</summary>
    [Theory]
    [InlineData(-1, "InvalidParameterValue")]
    [InlineData(43_201, "InvalidParameterValue")]
    public void VisibilityHasARange(int seconds, string code)
    {
        using var queues = Open();
        queues.Send(Work, "m");
        var receipt = Assert.Single(queues.Receive(Work, 1)).Receipt;
        Assert.Equal(code, Assert.Throws<SqsException>(() => queues.ChangeVisibility(Work, receipt, seconds)).Code);
    }

    [Fact]
    public void VisibilityOfWhatIsNotInFlightCannotBeChanged()
    {
        using var queues = Open();
        queues.Send(Work, "m");
        Assert.Equal("ReceiptHandleIsInvalid", Assert.Throws<SqsException>(() => queues.ChangeVisibility(Work, "none", 0)).Code);
        var receipt = Assert.Single(queues.Receive(Work, 1)).Receipt;
        queues.ChangeVisibility(Work, receipt, 0);
        Assert.Equal("MessageNotInflight", Assert.Throws<SqsException>(() => queues.ChangeVisibility(Work, receipt, 0)).Code);
    }

    [Fact]
    public void MessageLargerThanTheQueueTakesIsRefused()
    {
        using var queues = Open();
        queues.Send(Work, new string('x', 1024 * 1024));
        Assert.Equal("InvalidParameterValue", Assert.Throws<SqsException>(() => queues.Send(Work, new string('x', (1024 * 1024) + 1))).Code);
    }

    private MessageQueues Open() => MessageQueues.Open(State(), _folder, _clock);

    private static bool Changed(MessageQueues queues, string receipt)
    {
        queues.ChangeVisibility(Work, receipt, 0);
        return true;
    }

    private static StackState State() => new StateBuilder()
        .Add(Queue.Token, "https://sqs.us-east-1.amazonaws.com/000000000000/work", new JsonObject
        {
            ["name"] = "work", ["arn"] = Work, ["visibilityTimeoutSeconds"] = 60, ["redrivePolicy"] = $$"""{"deadLetterTargetArn":"{{Dead}}","maxReceiveCount":3}""",
        })
        .Add(Queue.Token, "https://sqs.us-east-1.amazonaws.com/000000000000/dead", new JsonObject { ["name"] = "dead", ["arn"] = Dead })
        .Build();
}

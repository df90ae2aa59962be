using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Lambda;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Lambda;

/// <summary>Events as in https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html, bodies as in https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html.</summary>
public sealed class SqsBatchTests : IDisposable
{
    readonly Returned _returned = new();
    readonly StringWriter _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task ATicketRunsItsShard()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Good);
        Assert.Empty(await RunAsync(store, S3("tickets/j/1.ticket")));
        Assert.Contains(ScreeningJob.Layout.Part(1), store.Keys);
        Assert.DoesNotContain(ScreeningJob.Layout.Part(0), store.Keys);
    }

    [Fact]
    public async Task TheLastTicketReduces()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Good);
        Assert.Empty(await RunAsync(store, S3("tickets/j/1.ticket"), S3("tickets/j/0.ticket")));
        Assert.Contains(ScreeningJob.Layout.SuccessMark, store.Keys);
    }

    [Fact]
    public async Task KeysAreUrlEncoded()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good);
        Assert.Empty(await RunAsync(store, S3("tickets%2Fj%2F0.ticket")));
        Assert.Contains(ScreeningJob.Layout.Part(0), store.Keys);
    }

    /// <summary>S3 sends it once, when the notification is set up.</summary>
    [Fact]
    public async Task TheTestEventIsDiscarded()
    {
        Assert.Empty(await RunAsync(new MemoryStore(), """{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2014-10-13T15:57:02.089Z","Bucket":"b","RequestId":"r","HostId":"h"}"""));
        Assert.Equal("", _log.ToString());
    }

    [Theory]
    [InlineData("jobs/j/job.json", "jobs/j/job.json: ignored, it is no ticket")]
    [InlineData("tickets/j/x+y.ticket", "tickets/j/x y.ticket: ignored, it is no ticket")]
    [InlineData("tickets/J/0.ticket", "tickets/J/0.ticket: ignored, it is no ticket")]
    [InlineData("tickets/j/01.ticket", "tickets/j/01.ticket: ignored, it is no ticket")]
    public async Task ForeignKeysAreAcknowledged(string key, string logged)
    {
        Assert.Empty(await RunAsync(new MemoryStore(), S3(key)));
        Assert.Equal(logged, _log.ToString().TrimEnd());
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("""{"Records":7}""")]
    [InlineData("""{"secret":1}""")]
    public async Task OtherMessagesAreAcknowledgedAndTheirContentStaysUnsaid(string body)
    {
        Assert.Empty(await RunAsync(new MemoryStore(), body));
        Assert.Equal("message m0: ignored, it is no notification of S3", _log.ToString().TrimEnd());
    }

    [Fact]
    public async Task BadInputIsDoneWith()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Bad);
        Assert.Empty(await RunAsync(store, S3("tickets/j/1.ticket")));
        Assert.Contains(ScreeningJob.Layout.Failed(0, 1), store.Keys);
    }

    [Theory]
    [InlineData(StoreProblem.Unavailable, "Transient")]
    [InlineData(StoreProblem.AccessDenied, "AccessDenied")]
    public async Task AFailureComesBackAtOnceAndTheOthersAreDone(StoreProblem problem, string type)
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Good, ScreeningJob.Good);
        var down = new DownStore(store, key => key == ScreeningJob.Layout.Part(1), problem);
        Assert.Equal(["m1"], await RunAsync(down, S3("tickets/j/0.ticket"), S3("tickets/j/1.ticket"), S3("tickets/j/2.ticket")));
        Assert.Equal(["m1"], _returned.Messages);
        Assert.Contains(ScreeningJob.Layout.Part(2), store.Keys);
        Assert.Contains($"message m1: {type}: ", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AJobThatIsNotThereFails()
    {
        Assert.Equal(["m0"], await RunAsync(new MemoryStore(), S3("tickets/j/0.ticket")));
        Assert.Contains("message m0: Usage: there is no job 'j'", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALaterRoundHasTicketsOfItsOwnAndOldOnesAreIgnored()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Bad);
        await RunAsync(store, S3("tickets/j/0.ticket"), S3("tickets/j/1.ticket"));
        var round = await Rounds.StartNextAsync(store, ScreeningJob.Layout, await JobSpec.ReadAsync(store, ScreeningJob.Layout));
        await Ticket.WriteAllAsync(store, ScreeningJob.Id, round);
        Assert.Contains("tickets/j/1/1.ticket", store.Keys);

        Assert.Empty(await RunAsync(store, S3("tickets/j/1.ticket")));
        Assert.DoesNotContain(ScreeningJob.Layout.Failed(1, 1), store.Keys);
        Assert.Empty(await RunAsync(store, S3("tickets/j/1/1.ticket")));
        Assert.Contains(ScreeningJob.Layout.Failed(1, 1), store.Keys);
    }

    [Fact]
    public async Task OutOfTimeEveryMessageThatIsLeftComesBack()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Good);
        var batch = new SqsBatch(ScreeningJob.Work(store), _returned);
        var answer = await batch.RunAsync([Record("m0", S3("tickets/j/0.ticket")), Record("m1", S3("tickets/j/1.ticket"))], "r", over.Token);
        Assert.Equal(["m0", "m1"], answer.BatchItemFailures.Select(failure => failure.ItemIdentifier));
        Assert.Equal(["m0", "m1"], _returned.Messages);
    }

    async Task<string[]> RunAsync(IObjectStore store, params string[] bodies)
    {
        var handler = new CloudStacks.Worker.Lambda.EventHandler(ScreeningJob.Work(store, _log), new SqsBatch(ScreeningJob.Work(store, _log), _returned));
        var answer = JsonNode.Parse(await handler.HandleAsync(Encoding.UTF8.GetBytes(Event(bodies).ToJsonString()), "r", TestContext.Current.CancellationToken))!;
        return [.. answer["batchItemFailures"]!.AsArray().Select(failure => (string)failure!["itemIdentifier"]!)];
    }

    static JsonObject Event(string[] bodies) => new()
    {
        ["Records"] = new JsonArray([.. bodies.Select((body, index) => new JsonObject
        {
            ["messageId"] = $"m{index}", ["receiptHandle"] = "h", ["body"] = body, ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
            ["eventSource"] = "aws:sqs", ["eventSourceARN"] = "arn:aws:sqs:us-east-1:123456789012:q", ["awsRegion"] = "us-east-1",
        })]),
    };

    static SqsRecord Record(string id, string body) => new(id, "h", body, "aws:sqs", "arn:aws:sqs:us-east-1:123456789012:q");

    static string S3(string key) =>
        """{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},"object":{"key":"KEY","size":0}}}]}""".Replace("KEY", key, StringComparison.Ordinal);

    sealed class Returned : IMessageReturn
    {
        public List<string?> Messages { get; } = [];

        public Task ReturnAsync(SqsRecord message, CancellationToken cancellation)
        {
            Messages.Add(message.MessageId);
            return Task.CompletedTask;
        }
    }
}

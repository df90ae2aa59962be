using System.Text;
using CloudStacks.Worker.CloudEvents;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.CloudEvents;

/// <summary>Which answers end an event: https://cloud.google.com/pubsub/docs/push.</summary>
public sealed class TicketEventTests : IDisposable
{
    readonly StringWriter _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task ATicketRunsItsShardAndTheLastOneReduces()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Good);
        Assert.Equal(204, (await AnswerAsync(store, "tickets/j/1.ticket")).Status);
        Assert.Contains(ScreeningJob.Layout.Part(1), store.Keys);
        Assert.DoesNotContain(ScreeningJob.Layout.SuccessMark, store.Keys);
        Assert.Equal(204, (await AnswerAsync(store, "tickets/j/0.ticket")).Status);
        Assert.Contains(ScreeningJob.Layout.SuccessMark, store.Keys);
    }

    /// <summary>Anything but a success would bring it back for a day.</summary>
    [Fact]
    public async Task BadInputIsAcknowledgedAndLeavesItsRecord()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Bad);
        Assert.Equal(204, (await AnswerAsync(store, "tickets/j/1.ticket")).Status);
        Assert.Contains(ScreeningJob.Layout.Failed(0, 1), store.Keys);
    }

    [Theory]
    [InlineData(StoreProblem.Unavailable, 503)]
    [InlineData(StoreProblem.AccessDenied, 500)]
    public async Task AFailureComesBackAndSaysWhy(StoreProblem problem, int status)
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good);
        var answer = await AnswerAsync(new DownStore(store, key => key == ScreeningJob.Layout.Part(0), problem), "tickets/j/0.ticket");
        Assert.Equal(status, answer.Status);
        Assert.Contains("tickets/j/0.ticket: ", answer.Words, StringComparison.Ordinal);
        Assert.Equal(answer.Words, _log.ToString().TrimEnd().Split('\n')[^1].TrimEnd());
    }

    [Fact]
    public async Task AJobThatIsNotThereFails() => Assert.Equal(500, (await AnswerAsync(new MemoryStore(), "tickets/j/0.ticket")).Status);

    [Theory]
    [InlineData("jobs/j/job.json")]
    [InlineData("tickets/J/0.ticket")]
    [InlineData("tickets/j/01.ticket")]
    public async Task WhatIsNoTicketIsAcknowledged(string name)
    {
        Assert.Equal(204, (await AnswerAsync(new MemoryStore(), name)).Status);
        Assert.Equal($"{name}: ignored, it is no ticket", _log.ToString().TrimEnd());
    }

    [Theory]
    [InlineData(TicketEvents.Finalized, "hello")]
    [InlineData(TicketEvents.Finalized, "[]")]
    [InlineData(TicketEvents.Finalized, """{"secret":1}""")]
    [InlineData("google.cloud.storage.object.v1.deleted", """{"bucket":"b","name":"tickets/j/0.ticket"}""")]
    [InlineData(null, "")]
    public async Task OtherEventsAreAcknowledgedAndTheirContentStaysUnsaid(string? type, string data)
    {
        var answer = await new TicketEvents(ScreeningJob.Work(new MemoryStore(), _log)).AnswerAsync(type, "7", Encoding.UTF8.GetBytes(data), TestContext.Current.CancellationToken);
        Assert.Equal(204, answer.Status);
        Assert.Equal("event 7: ignored, it tells of no new object", _log.ToString().TrimEnd());
    }

    [Fact]
    public async Task StoppedInBetweenItComesBack()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good);
        Assert.Equal(503, (await new TicketEvents(ScreeningJob.Work(store)).AnswerAsync(TicketEvents.Finalized, "7", Data("tickets/j/0.ticket"), over.Token)).Status);
    }

    [Fact]
    public async Task ManyAtOnceGiveTheSameJob()
    {
        var store = await ScreeningJob.PlanAsync([.. Enumerable.Repeat(ScreeningJob.Good, 8)]);
        var events = new TicketEvents(ScreeningJob.Work(store));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(shard => events.AnswerAsync(TicketEvents.Finalized, "7", Data($"tickets/j/{shard}.ticket"), TestContext.Current.CancellationToken)));
        Assert.All(answers, answer => Assert.Equal(204, answer.Status));
        Assert.Contains(ScreeningJob.Layout.SuccessMark, store.Keys);
    }

    [Fact]
    public async Task AnEventOfAnEarlierRoundIsIgnored()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Bad);
        await AnswerAsync(store, "tickets/j/0.ticket");
        await AnswerAsync(store, "tickets/j/1.ticket");
        await Rounds.StartNextAsync(store, ScreeningJob.Layout, await JobSpec.ReadAsync(store, ScreeningJob.Layout));
        Assert.Equal(204, (await AnswerAsync(store, "tickets/j/1.ticket")).Status);
        Assert.DoesNotContain(ScreeningJob.Layout.Failed(1, 1), store.Keys);
    }

    Task<EventAnswer> AnswerAsync(IObjectStore store, string name) =>
        new TicketEvents(ScreeningJob.Work(store, _log)).AnswerAsync(TicketEvents.Finalized, "7", Data(name), TestContext.Current.CancellationToken);

    static byte[] Data(string name) => Encoding.UTF8.GetBytes("""{"kind":"storage#object","bucket":"b","name":"NAME","generation":"1","size":"0"}""".Replace("NAME", name, StringComparison.Ordinal));
}

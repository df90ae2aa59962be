using System.Text;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Lambda;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Lambda;

/// <summary>Invocations by a state machine: batches of a Distributed Map, then the reduce.</summary>
public sealed class StateMachineTests
{
    [Fact]
    public async Task ItemsAnswerTheKeysOfTheirOutcomes()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Bad, ScreeningJob.Good);
        Assert.Equal("""{"keys":["jobs/j/parts/0/0.json","jobs/j/failed/0/1.json"]}""", await HandleAsync(store, """{"BatchInput":{"job":"j"},"Items":[{"index":0},{"index":1}]}"""));
        Assert.DoesNotContain(ScreeningJob.Layout.Part(2), store.Keys);
    }

    /// <summary>An index counts in the list of the round, which for a later one is shorter than the job's.</summary>
    [Fact]
    public async Task IndexesCountInTheRound()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good, ScreeningJob.Bad);
        await HandleAsync(store, """{"BatchInput":{"job":"j"},"Items":[{"index":0},{"index":1}]}""");
        await Rounds.StartNextAsync(store, ScreeningJob.Layout, await JobSpec.ReadAsync(store, ScreeningJob.Layout));
        Assert.Equal("""{"keys":["jobs/j/failed/1/1.json"]}""", await HandleAsync(store, """{"BatchInput":{"job":"j"},"Items":[{"index":0}]}"""));
    }

    [Fact]
    public async Task ReduceAnswersTheEndMark()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Good);
        await HandleAsync(store, """{"BatchInput":{"job":"j"},"Items":[{"index":0}]}""");
        Assert.DoesNotContain(ScreeningJob.Layout.SuccessMark, store.Keys);
        Assert.Equal("""{"key":"jobs/j/reduce/_SUCCESS"}""", await HandleAsync(store, """{"job":"j","reduce":true}"""));
        Assert.Contains(ScreeningJob.Layout.SuccessMark, store.Keys);
    }

    [Fact]
    public async Task ReduceOfARoundThatFailedIsBadInputAndNamesTheMark()
    {
        var store = await ScreeningJob.PlanAsync(ScreeningJob.Bad);
        await HandleAsync(store, """{"BatchInput":{"job":"j"},"Items":[{"index":0}]}""");
        Assert.Equal(new InvocationError("BadInput", "round 0 of job j failed for good, see jobs/j/failed/0/_FAILED"), await FailAsync(store, """{"job":"j","reduce":true}"""));
    }

    [Fact]
    public async Task ReduceBeforeTheLastOutcomeIsTransient() =>
        Assert.Equal("Transient", (await FailAsync(await ScreeningJob.PlanAsync(ScreeningJob.Good), """{"job":"j","reduce":true}""")).ErrorType);

    [Theory]
    [InlineData(StoreProblem.Unavailable, "Transient")]
    [InlineData(StoreProblem.AccessDenied, "AccessDenied")]
    public async Task TheErrorTypeTellsWhetherARetryHelps(StoreProblem problem, string type)
    {
        var down = new DownStore(await ScreeningJob.PlanAsync(ScreeningJob.Good), key => key == ScreeningJob.Layout.Part(0), problem);
        Assert.Equal(type, (await FailAsync(down, """{"BatchInput":{"job":"j"},"Items":[{"index":0}]}""")).ErrorType);
    }

    [Theory]
    [InlineData("7", "the event cannot be read: ")]
    [InlineData("{}", "the event is none that the worker knows: expected Records of SQS")]
    [InlineData("""{"Records":[]}""", "the event is none that the worker knows")]
    [InlineData("""{"Records":[{"eventSource":"aws:s3"}]}""", "the event is none that the worker knows")]
    [InlineData("""{"job":"j"}""", "the event is none that the worker knows")]
    [InlineData("""{"job":"J","reduce":true}""", "job id 'J'")]
    [InlineData("""{"BatchInput":{"job":"j"},"Items":[{}]}""", "an item without index")]
    [InlineData("""{"BatchInput":{"job":"j"},"Items":[{"index":1}]}""", "slice 1 of 1")]
    [InlineData("""{"BatchInput":{"job":"other"},"Items":[{"index":0}]}""", "there is no job 'other'")]
    public async Task AnythingElseIsAUsageErrorThatSaysWhatWasExpected(string payload, string message)
    {
        var error = await FailAsync(await ScreeningJob.PlanAsync(ScreeningJob.Good), payload);
        Assert.Equal("Usage", error.ErrorType);
        Assert.StartsWith(message, error.ErrorMessage, StringComparison.Ordinal);
    }

    static async Task<string> HandleAsync(IObjectStore store, string payload)
    {
        var work = ScreeningJob.Work(store, hasReduceStep: true);
        return Encoding.UTF8.GetString(await new CloudStacks.Worker.Lambda.EventHandler(work, new SqsBatch(work, null!)).HandleAsync(Encoding.UTF8.GetBytes(payload), "r", TestContext.Current.CancellationToken));
    }

    static async Task<InvocationError> FailAsync(IObjectStore store, string payload) =>
        InvocationError.Of(await Assert.ThrowsAnyAsync<Exception>(() => HandleAsync(store, payload)));
}

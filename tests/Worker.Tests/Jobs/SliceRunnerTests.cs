using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Jobs;

public sealed class SliceRunnerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(26)]
    public async Task AnyParallelismGivesTheSameBytes(int slices)
    {
        string[] shards = [.. Enumerable.Range(1, 26).Select(i => $"{i}")];
        var whole = await SumJob.PlanAsync(shards);
        await SumJob.MapAsync(whole, 0, 1);

        var store = await SumJob.PlanAsync(shards);
        for (var slice = slices - 1; slice >= 0; slice--)
            await SumJob.MapAsync(store, slice, slices);
        Assert.Equal(whole.Results(), store.Results());
        Assert.Equal("351", store.Text(SumJob.Layout.ReportJson));
    }

    [Fact]
    public async Task GoesOnAfterAShardThatFailedForGood()
    {
        var store = await SumJob.PlanAsync("bad", "2", "bad", "4");
        Assert.Equal(ExitCodes.BadInput, await SumJob.MapAsync(store, 0, 1));
        var progress = await SumJob.ProgressAsync(store);
        Assert.Equal((2, 2), (progress.Done, progress.Failed));
        Assert.Equal(["a", "c"], progress.Failures.Select(f => f.Name));
    }

    [Fact]
    public async Task AFailureWorthARetryIsTheWorst()
    {
        var store = await SumJob.PlanAsync("bad", "flaky", "4");
        Assert.Equal(ExitCodes.Transient, await SumJob.MapAsync(store, 0, 1));
        Assert.Equal(EndMark.None, (await SumJob.ProgressAsync(store)).End);
    }

    [Fact]
    public async Task AShardThatChangedSinceThePlanFailsForGood()
    {
        var store = await SumJob.PlanAsync("1", "2");
        store["in/b"] = "3"u8.ToArray();
        Assert.Equal(ExitCodes.BadInput, await SumJob.MapAsync(store, 0, 1));
        Assert.Contains("changed since the job was planned", (await SumJob.ProgressAsync(store)).Failures.Single().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AShardThatIsGoneFailsForGood()
    {
        var store = await SumJob.PlanAsync("1", "2");
        store.Remove("in/b");
        Assert.Equal(ExitCodes.BadInput, await SumJob.MapAsync(store, 0, 1));
        Assert.Contains("b: the shard is gone", (await SumJob.ProgressAsync(store)).Failures.Single().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoredPartWithOtherContentIsNeverOverwritten()
    {
        var store = await SumJob.PlanAsync("1");
        var part = SumJob.Layout.Part(0);
        // A part that appears between the look and the write, as by a second run of the same slice.
        var late = new LatePart(store, part, "{}"u8.ToArray());
        await Assert.ThrowsAsync<InconsistentException>(() => SumJob.MapAsync(late, 0, 1));
        Assert.Equal("{}", store.Text(part));
    }

    [Fact]
    public async Task ASliceWithoutShardsDoesNothing()
    {
        var store = await SumJob.PlanAsync("1");
        Assert.Equal(ExitCodes.Ok, await SumJob.MapAsync(store, 4, 5));
        Assert.Equal(0, (await SumJob.ProgressAsync(store)).Done);
    }

    [Fact]
    public async Task AStopAskedForBeforeTheEndIsNeverOk()
    {
        var store = await SumJob.PlanAsync("1", "2");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await SliceRunner.RunAsync(await SumJob.OpenAsync(store), new Slice(0, 1), new Ending(false), stop.Token));
    }

    [Fact]
    public async Task AnAttemptThatCannotBeNotedDoesNotMatter()
    {
        var store = await SumJob.PlanAsync("1");
        var job = await SumJob.OpenAsync(store);
        await SliceRunner.NoteAttemptAsync(job, new Slice(0, 1), "abc:1/../x", TimeProvider.System);
        Assert.Contains(SumJob.Layout.Attempt(0, "abc_1_.._x"), store.Keys);
        await SliceRunner.NoteAttemptAsync(job with { Store = new FaultyStore(store, Fault.AnswerLost, 0) }, new Slice(0, 1), "y", TimeProvider.System);
    }
}

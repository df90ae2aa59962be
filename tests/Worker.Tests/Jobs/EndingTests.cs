using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Jobs;

public sealed class EndingTests
{
    [Fact]
    public async Task TheLastTaskToFinishReduces()
    {
        var store = await SumJob.PlanAsync("1", "2", "4");
        await SumJob.MapAsync(store, 1, 3);
        await SumJob.MapAsync(store, 2, 3);
        Assert.Equal(EndMark.None, (await SumJob.ProgressAsync(store)).End);
        await SumJob.MapAsync(store, 0, 3);
        Assert.Equal("7", store.Text(SumJob.Layout.ReportJson));
        Assert.Equal(EndMark.Success, (await SumJob.ProgressAsync(store)).End);
    }

    [Fact]
    public async Task WithAReduceStepNoMapTaskReduces()
    {
        var store = await SumJob.PlanAsync("1", "2");
        await SumJob.MapAsync(store, 0, 1, hasReduceStep: true);
        Assert.True((await SumJob.ProgressAsync(store)).Covered);
        Assert.Equal(EndMark.None, (await SumJob.ProgressAsync(store)).End);
        Assert.Equal(ExitCodes.Ok, await SumJob.ReduceAsync(store));
        Assert.Equal(EndMark.Success, (await SumJob.ProgressAsync(store)).End);
    }

    [Fact]
    public async Task WithAReduceStepABadShardStillEndsTheJob()
    {
        var store = await SumJob.PlanAsync("1", "bad");
        Assert.Equal(ExitCodes.BadInput, await SumJob.MapAsync(store, 0, 1, hasReduceStep: true));
        Assert.Equal(EndMark.Failed, (await SumJob.ProgressAsync(store)).End);
        Assert.Equal(ExitCodes.BadInput, await SumJob.ReduceAsync(store));
    }

    [Fact]
    public async Task AClaimOfAnotherTaskIsRespectedUntilSomebodyDemandsTheReduce()
    {
        var store = await SumJob.PlanAsync("1", "2");
        store[SumJob.Layout.Claim] = """{"shard":1}"""u8.ToArray();
        Assert.Equal(ExitCodes.Ok, await SumJob.MapAsync(store, 0, 1));
        Assert.Equal(EndMark.None, (await SumJob.ProgressAsync(store)).End);
        Assert.Equal(ExitCodes.Ok, await SumJob.ReduceAsync(store));
        Assert.Equal("3", store.Text(SumJob.Layout.ReportJson));
    }

    [Fact]
    public async Task AClaimOfAnEarlierLifeIsMine()
    {
        var store = await SumJob.PlanAsync("1", "2");
        store[SumJob.Layout.Claim] = """{"shard":0}"""u8.ToArray();
        await SumJob.MapAsync(store, 0, 1);
        Assert.Equal("3", store.Text(SumJob.Layout.ReportJson));
    }

    [Fact]
    public async Task AllTasksAtOnceGiveOneReport()
    {
        var store = await SumJob.PlanAsync([.. Enumerable.Range(1, 20).Select(i => $"{i}")]);
        await Task.WhenAll(Enumerable.Range(0, 20).Concat(Enumerable.Range(0, 20)).Select(slice => Task.Run(() => SumJob.MapAsync(store, slice, 20))));
        Assert.Equal("210", store.Text(SumJob.Layout.ReportJson));
        Assert.Equal(EndMark.Success, (await SumJob.ProgressAsync(store)).End);
    }

    [Fact]
    public async Task TwoReducersAtOnceAreHarmless()
    {
        var store = await SumJob.PlanAsync("1", "2");
        await SumJob.MapAsync(store, 0, 1, hasReduceStep: true);
        var exits = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SumJob.ReduceAsync(store))));
        Assert.All(exits, exit => Assert.Equal(ExitCodes.Ok, exit));
        Assert.Equal("3", store.Text(SumJob.Layout.ReportJson));
    }

    [Fact]
    public async Task AReduceBeforeAllShardsHaveAnOutcomeIsWorthARetry()
    {
        var store = await SumJob.PlanAsync("1", "2");
        await SumJob.MapAsync(store, 0, 2);
        Assert.Equal(ExitCodes.Transient, await SumJob.ReduceAsync(store));
    }

    [Fact]
    public async Task AReduceThatCanNeverSucceedEndsTheJobWithItsReason()
    {
        var store = await SumJob.PlanAsync("6", "7");
        await SumJob.MapAsync(store, 0, 1);
        var progress = await SumJob.ProgressAsync(store);
        Assert.Equal((EndMark.Failed, "13 is unlucky"), (progress.End, progress.Mark!.Reduce));
    }

    [Fact]
    public async Task AJobWithoutShardsIsOverWhenItIsPlanned()
    {
        var store = new MemoryStore();
        await Planner.PlanAsync(store, SumJob.Request, TextWriter.Null);
        Assert.Equal(EndMark.Success, (await SumJob.ProgressAsync(store)).End);
        Assert.Equal("[]\n", store.Text(SumJob.Layout.ReportJson));
    }
}

using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Jobs;

public sealed class RoundTests
{
    [Fact]
    public async Task ALaterRoundTriesOnlyWhatFailedAndMaySucceed()
    {
        var store = await SumJob.PlanAsync("1", "bad", "4");
        await SumJob.MapAsync(store, 0, 1);
        var round = await StartAsync(store);
        Assert.Equal((1, "1"), (round.Number, string.Join(',', round.Shards)));
        Assert.Equal(EndMark.None, (await SumJob.ProgressAsync(store)).End);

        var mended = await SumJob.OpenAsync(store) with { Task = new MendedTask() };
        Assert.Equal(ExitCodes.Ok, await SliceRunner.RunAsync(mended, new Slice(0, 1), new Ending(false)));
        Assert.Equal("105", store.Text(SumJob.Layout.ReportJson));
        Assert.Equal(EndMark.Success, (await SumJob.ProgressAsync(store)).End);
    }

    [Fact]
    public async Task ALaterRoundMayFailAgainWithAMarkOfItsOwn()
    {
        var store = await SumJob.PlanAsync("1", "bad");
        await SumJob.MapAsync(store, 0, 1);
        await StartAsync(store);
        Assert.Equal(ExitCodes.BadInput, await SumJob.MapAsync(store, 0, 1));
        var progress = await SumJob.ProgressAsync(store);
        Assert.Equal((1, EndMark.Failed), (progress.Round, progress.End));
        Assert.Contains(SumJob.Layout.FailedMark(0), store.Keys);
        Assert.Contains(SumJob.Layout.FailedMark(1), store.Keys);
    }

    [Fact]
    public async Task NoRoundStartsBeforeTheCurrentOneHasFailed()
    {
        var store = await SumJob.PlanAsync("1", "bad");
        await Assert.ThrowsAsync<UsageException>(() => StartAsync(store));
        await SumJob.MapAsync(store, 0, 1);
        await StartAsync(store);
        await Assert.ThrowsAsync<UsageException>(() => StartAsync(store));
    }

    [Fact]
    public async Task ARoundOfShardsThatDoNotExistIsRefused()
    {
        var store = await SumJob.PlanAsync("1");
        store[SumJob.Layout.Round(1)] = """{"number":1,"shards":[1]}"""u8.ToArray();
        await Assert.ThrowsAsync<InconsistentException>(() => SumJob.OpenAsync(store));
    }

    static async Task<Round> StartAsync(MemoryStore store) =>
        await Rounds.StartNextAsync(store, SumJob.Layout, await JobSpec.ReadAsync(store, SumJob.Layout));

    sealed class MendedTask : Worker.Tasks.IShardTask
    {
        readonly SumTask _sum = new();

        public Task<byte[]> MapAsync(string shard, Stream content, CancellationToken cancellation) => Task.FromResult("100"u8.ToArray());

        public Task<System.Collections.Immutable.ImmutableArray<Worker.Tasks.ReportFile>> ReduceAsync(IAsyncEnumerable<byte[]> results, CancellationToken cancellation) =>
            _sum.ReduceAsync(results, cancellation);
    }
}

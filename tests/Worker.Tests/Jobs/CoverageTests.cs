using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Jobs;

public sealed class CoverageTests
{
    const int Shards = 2500;

    [Fact]
    public async Task AllPartsAreFullCover() => Assert.Empty((await FindAsync(Full()))!.Value);

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(2499)]
    public async Task OneMissingShardIsAGap(int missing)
    {
        var store = Full();
        store.Remove(SumJob.Layout.Part(missing));
        Assert.Null(await FindAsync(store));
    }

    [Fact]
    public async Task AFailureCoversItsShardInItsOwnRoundOnly()
    {
        var store = Full();
        foreach (var shard in (int[])[3, 1200, 2499])
        {
            store.Remove(SumJob.Layout.Part(shard));
            store[SumJob.Layout.Failed(0, shard)] = [];
        }
        Assert.Equal([3, 1200, 2499], (await FindAsync(store))!.Value);
        Assert.Null(await FindAsync(store, round: 1));
    }

    [Fact]
    public async Task AStrangeObjectAmongThePartsCoversNothing()
    {
        var store = Full();
        store.Remove(SumJob.Layout.Part(7));
        store[SumJob.Layout.PartGroup(0) + "007.json"] = [];
        store[SumJob.Layout.FailedMark(0)] = [];
        Assert.Null(await FindAsync(store));
    }

    [Fact]
    public async Task AGapInTheLastGroupEndsTheSearchAtOnce()
    {
        var store = new FaultyStore(new MemoryStore(), Fault.KilledBefore, int.MaxValue);
        Assert.Null(await Coverage.FindAsync(store, SumJob.Layout, Shards, 0));
        Assert.Equal(2, store.Requests);
    }

    static Task<System.Collections.Immutable.ImmutableArray<int>?> FindAsync(MemoryStore store, int round = 0) =>
        Coverage.FindAsync(store, SumJob.Layout, Shards, round);

    static MemoryStore Full()
    {
        var store = new MemoryStore();
        for (var shard = 0; shard < Shards; shard++)
            store[SumJob.Layout.Part(shard)] = [];
        return store;
    }
}

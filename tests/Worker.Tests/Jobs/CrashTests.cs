using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Jobs;

/// <summary>One request after the other goes wrong; the retry that a service makes brings the same bytes.</summary>
public sealed class CrashTests
{
    public static TheoryData<Fault> Faults => [Fault.KilledBefore, Fault.KilledAfter, Fault.AnswerLost, Fault.Repeated];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AnyRequestOfThePlanMayFail(Fault fault)
    {
        var planned = (await SumJob.PlanAsync("1", "2", "4")).Text(SumJob.Layout.Spec);
        await ForEveryRequestAsync(new MemoryStore(await InputAsync()), fault, PlanWithTicketsAsync, store =>
        {
            Assert.Equal(planned, store.Text(SumJob.Layout.Spec));
            Assert.Equal(3, store.Keys.Count(k => k.StartsWith(Ticket.Prefix, StringComparison.Ordinal)));
            return Task.CompletedTask;
        });
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AnyRequestOfTheLastMapTaskMayFail(Fault fault)
    {
        var others = await SumJob.PlanAsync("1", "2", "4");
        await SumJob.MapAsync(others, 0, 2);
        await ForEveryRequestAsync(others, fault, store => SumJob.MapAsync(store, 1, 2), AssertSumIs7);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AnyRequestOfTheOnlyMapTaskMayFail(Fault fault) =>
        await ForEveryRequestAsync(await SumJob.PlanAsync("1", "2", "4"), fault, store => SumJob.MapAsync(store, 0, 1), AssertSumIs7);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AnyRequestOfTheReduceStepMayFail(Fault fault)
    {
        var mapped = await SumJob.PlanAsync("1", "2", "4");
        await SumJob.MapAsync(mapped, 0, 1, hasReduceStep: true);
        await ForEveryRequestAsync(mapped, fault, SumJob.ReduceAsync, AssertSumIs7);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task AnyRequestOfATaskWithABadShardMayFail(Fault fault) =>
        await ForEveryRequestAsync(await SumJob.PlanAsync("1", "bad", "4"), fault, store => SumJob.MapAsync(store, 0, 1), async store =>
        {
            var progress = await SumJob.ProgressAsync(store);
            Assert.Equal((EndMark.Failed, 2, 1), (progress.End, progress.Done, progress.Failed));
            Assert.Equal(["b:1:1: found bad, expected a number"], progress.Failures.Select(f => f.Error));
        });

    static async Task ForEveryRequestAsync(MemoryStore start, Fault fault, Func<IObjectStore, Task> work, Func<MemoryStore, Task> check)
    {
        for (var request = 0; ; request++)
        {
            var store = new MemoryStore(start);
            var faulty = new FaultyStore(store, fault, request);
            var failure = await Record.ExceptionAsync(() => work(faulty));
            Assert.True(failure is null or KilledException or StoreException { Problem: StoreProblem.Unavailable }, failure?.ToString());

            await work(store);
            await check(store);
            if (!faulty.Struck)
            {
                Assert.True(request > 3, "the work made hardly a request");
                return;
            }
        }
    }

    static async Task AssertSumIs7(MemoryStore store)
    {
        Assert.Equal("7", store.Text(SumJob.Layout.ReportJson));
        Assert.Equal(EndMark.Success, (await SumJob.ProgressAsync(store)).End);
        Assert.Empty(await Verifier.FindFaultsAsync(await SumJob.OpenAsync(store)));
    }

    static async Task<MemoryStore> InputAsync()
    {
        var store = await SumJob.PlanAsync("1", "2", "4");
        store.Remove(SumJob.Layout.Spec);
        return store;
    }

    static async Task PlanWithTicketsAsync(IObjectStore store) =>
        await Planner.PlanAsync(store, SumJob.Request with { Tickets = store }, TextWriter.Null);
}

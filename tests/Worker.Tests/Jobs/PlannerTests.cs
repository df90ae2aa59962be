using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Jobs;

public sealed class PlannerTests
{
    [Fact]
    public async Task PlanningAgainChangesNothing()
    {
        var store = await SumJob.PlanAsync("1", "2");
        var before = store.Keys.ToArray();
        await Planner.PlanAsync(store, SumJob.Request, TextWriter.Null);
        Assert.Equal(before, store.Keys);
    }

    [Fact]
    public async Task PlanningSomethingElseIsRefused()
    {
        var store = await SumJob.PlanAsync("1", "2");
        store["in/z"] = [1];
        var failure = await Assert.ThrowsAsync<InconsistentException>(() => Planner.PlanAsync(store, SumJob.Request, TextWriter.Null));
        Assert.Contains("choose another id", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUploadPutsEveryFileUnderTheInputOnce()
    {
        using var folder = new TempFolder();
        folder.Write("a/1.csv", "1");
        folder.Write("b/1.csv", "2");
        var store = new MemoryStore();
        var request = SumJob.Request with { UploadFrom = folder.Path };
        var spec = await Planner.PlanAsync(store, request, TextWriter.Null);
        Assert.Equal(["a/1.csv", "b/1.csv"], spec.Shards.Select(s => s.Name));
        Assert.Equal("2", store.Text("in/b/1.csv"));
        await Planner.PlanAsync(store, request, TextWriter.Null);

        folder.Write("b/1.csv", "3");
        await Assert.ThrowsAsync<InconsistentException>(() => Planner.PlanAsync(store, request, TextWriter.Null));
        Assert.Equal("2", store.Text("in/b/1.csv"));
    }

    [Fact]
    public async Task AFolderThatIsNotThereIsNamed() => Assert.Contains(
        "/no/such",
        (await Assert.ThrowsAsync<UsageException>(() => Planner.PlanAsync(new MemoryStore(), SumJob.Request with { UploadFrom = "/no/such" }, TextWriter.Null))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("jobs")]
    [InlineData("jobs/x/")]
    [InlineData("tickets")]
    [InlineData("a//b")]
    [InlineData("../a")]
    public async Task AnInputAmongTheJobsOrWithoutANameIsRefused(string input) =>
        await Assert.ThrowsAsync<UsageException>(() => Planner.PlanAsync(new MemoryStore(), SumJob.Request with { Input = input }, TextWriter.Null));

    [Fact]
    public async Task ASettingOutOfRangeIsNamed()
    {
        var request = new PlanRequest(SumJob.Id, "in") { Settings = new ScreeningSettings { Scf = -1 } };
        Assert.Contains("scf", (await Assert.ThrowsAsync<UsageException>(() => Planner.PlanAsync(new MemoryStore(), request, TextWriter.Null))).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ACsvOutOfItsPlaceIsNamedBeforeAnythingRuns()
    {
        var store = new MemoryStore { ["in/a/b/c.csv"] = [], ["in/readme.txt"] = [] };
        var failure = await Assert.ThrowsAsync<BadInputException>(() => Planner.PlanAsync(store, new PlanRequest(SumJob.Id, "in"), TextWriter.Null));
        Assert.Contains("a/b/c.csv", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, store.Keys.Count());
    }

    [Fact]
    public async Task PartsAreTheSameBytesWhereverTheInputLies()
    {
        var near = await SumJob.PlanAsync("1", "2");
        var far = new MemoryStore { ["far/away/a"] = near["in/a"], ["far/away/b"] = near["in/b"] };
        await Planner.PlanAsync(far, SumJob.Request with { Input = "far/away" }, TextWriter.Null);
        await SumJob.MapAsync(near, 0, 1);
        await SumJob.MapAsync(far, 0, 1);
        Assert.Equal(near.Results(), far.Results());
    }

    [Fact]
    public async Task ADamagedSpecIsNamed()
    {
        var store = await SumJob.PlanAsync("1");
        store[SumJob.Layout.Spec] = "{"u8.ToArray();
        Assert.Contains("jobs/sum/job.json is damaged", (await Assert.ThrowsAsync<InconsistentException>(() => SumJob.OpenAsync(store))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AJobThatIsNotThereIsNamed() =>
        Assert.Contains("no job 'sum'", (await Assert.ThrowsAsync<UsageException>(() => SumJob.OpenAsync(new MemoryStore()))).Message, StringComparison.Ordinal);
}

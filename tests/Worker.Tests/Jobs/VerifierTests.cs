using System.Text;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Jobs;

public sealed class VerifierTests
{
    [Fact]
    public async Task ASoundJobHasNoFaults() => Assert.Empty(await FaultsAsync(_ => { }));

    [Theory]
    [InlineData("jobs/sum/parts/0/1.json")]
    [InlineData("jobs/sum/reduce/report.json")]
    [InlineData("jobs/sum/reduce/_SUCCESS")]
    public async Task AMissingObjectIsNamed(string key)
    {
        var fault = Assert.Single(await FaultsAsync(store => store.Remove(key)));
        Assert.StartsWith($"{key} is missing", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobs/sum/parts/0/1.json", "2}", "3}", "jobs/sum/reduce/report.json")]
    [InlineData("jobs/sum/parts/0/1.json", "\"b\"", "\"a\"", "jobs/sum/parts/0/1.json")]
    [InlineData("jobs/sum/parts/0/1.json", "{", "", "jobs/sum/parts/0/1.json")]
    [InlineData("jobs/sum/reduce/report.json", "3", "4", "jobs/sum/reduce/report.json")]
    [InlineData("jobs/sum/reduce/_SUCCESS", "report", "rapport", "jobs/sum/reduce/_SUCCESS")]
    public async Task AChangedObjectIsNamed(string key, string found, string changed, string named)
    {
        var faults = await FaultsAsync(store =>
        {
            var text = store.Text(key);
            Assert.Contains(found, text, StringComparison.Ordinal);
            store[key] = Encoding.UTF8.GetBytes(text.Replace(found, changed, StringComparison.Ordinal));
        });
        Assert.StartsWith(named, faults[0], StringComparison.Ordinal);
    }

    static async Task<IReadOnlyList<string>> FaultsAsync(Action<MemoryStore> damage)
    {
        var store = await SumJob.PlanAsync("1", "2");
        await SumJob.MapAsync(store, 0, 1);
        damage(store);
        return await Verifier.FindFaultsAsync(await SumJob.OpenAsync(store));
    }
}

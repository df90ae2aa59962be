using System.Text;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>A planned screening of a few tiny shards, as a warm process sees it: <c>a/0.csv</c>, <c>a/1.csv</c>, …</summary>
static class ScreeningJob
{
    public const string Good = "time_s,stress_mpa\n0,1\n1,2\n";
    public const string Bad = "time_s,stress_mpa\n0,x\n";

    public static readonly JobId Id = JobId.Parse("j");
    public static readonly JobLayout Layout = new(Id);

    public static async Task<MemoryStore> PlanAsync(params string[] shards)
    {
        var store = new MemoryStore();
        for (var i = 0; i < shards.Length; i++)
            store[$"in/a/{i}.csv"] = Encoding.UTF8.GetBytes(shards[i]);
        await Planner.PlanAsync(store, new PlanRequest(Id, "in") { Tickets = store }, TextWriter.Null);
        return store;
    }

    public static Work Work(IObjectStore store, TextWriter? log = null, bool hasReduceStep = false) => new(store, new Ending(hasReduceStep), log ?? TextWriter.Null);
}

/// <summary>A store that cannot be reached for some keys.</summary>
sealed class DownStore(IObjectStore store, Predicate<string> isDown, StoreProblem problem = StoreProblem.Unavailable) : IObjectStore
{
    public string Address => store.Address;

    public Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default) => Reach(key).GetAsync(key, ifMatch, cancellation);

    public Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default) => Reach(key).PutIfAbsentAsync(key, content, cancellation);

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) => Reach(key).HeadAsync(key, cancellation);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellation = default) => Reach(prefix).ListAsync(prefix, startAfter, cancellation);

    IObjectStore Reach(string key) => isDown(key) ? throw new StoreException(problem, "s3:GetObject", key, "down") : store;
}

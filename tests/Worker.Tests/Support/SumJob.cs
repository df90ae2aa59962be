using System.Text;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>A planned job of <see cref="SumTask"/>, run slice by slice.</summary>
static class SumJob
{
    public static readonly JobId Id = JobId.Parse("sum");
    public static readonly JobLayout Layout = new(Id);

    public static readonly PlanRequest Request = new(Id, "in") { Command = ["sum"] };

    public static async Task<MemoryStore> PlanAsync(params string[] shards)
    {
        var store = new MemoryStore();
        for (var i = 0; i < shards.Length; i++)
            store[$"in/{(char)('a' + i)}"] = Encoding.UTF8.GetBytes(shards[i]);
        await Planner.PlanAsync(store, Request, TextWriter.Null);
        return store;
    }

    public static async Task<Job> OpenAsync(IObjectStore store) =>
        await Job.OpenAsync(store, Id, TextWriter.Null) with { Task = new SumTask() };

    public static async Task<int> MapAsync(IObjectStore store, int slice, int slices, bool hasReduceStep = false) =>
        await SliceRunner.RunAsync(await OpenAsync(store), new Slice(slice, slices), new Ending(hasReduceStep));

    public static async Task<int> ReduceAsync(IObjectStore store) => await Ending.ReduceNowAsync(await OpenAsync(store));

    public static Task<JobProgress> ProgressAsync(IObjectStore store) => JobProgress.ReadAsync(store, Id);

    public static string Text(this MemoryStore store, string key) => Encoding.UTF8.GetString(store[key]);
}

using System.Text.Json;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Jobs;

/// <summary>Brings one shard to its outcome: a part, or a record of why there will be none. Safe to repeat from any point.</summary>
static class ShardRunner
{
    /// <returns><see cref="ExitCodes.Ok"/>, <see cref="ExitCodes.BadInput"/> or <see cref="ExitCodes.Transient"/>.</returns>
    public static async Task<int> RunAsync(Job job, int shard, CancellationToken cancellation)
    {
        var spec = job.Spec.Shards[shard];
        if (await job.Store.HeadAsync(job.Layout.Part(shard), cancellation) is not null)
        {
            await job.Log.WriteLineAsync($"shard {shard} {spec.Name}: done before");
            return ExitCodes.Ok;
        }
        try
        {
            var part = PartFile.Write(job.Hash, spec.Name, await MapAsync(job, spec, cancellation));
            await job.Store.CommitAsync(job.Layout.Part(shard), part, "the task is not deterministic, two runs of it gave different results", cancellation);
            await job.Log.WriteLineAsync($"shard {shard} {spec.Name}: done");
            return ExitCodes.Ok;
        }
        catch (TaskFailedException e)
        {
            await RecordAsync(job, new ShardFailure(shard, spec.Name, e.Message), cancellation);
            await job.Log.WriteLineAsync($"shard {shard} {spec.Name}: failed for good: {e.Message}");
            return ExitCodes.BadInput;
        }
        catch (TransientException e)
        {
            await job.Log.WriteLineAsync($"shard {shard} {spec.Name}: failed for now: {e.Message}");
            return ExitCodes.Transient;
        }
    }

    static async Task<byte[]> MapAsync(Job job, ShardSpec shard, CancellationToken cancellation)
    {
        try
        {
            using var found = await job.Store.GetAsync(job.Spec.Input + shard.Name, shard.ETag, cancellation)
                ?? throw new TaskFailedException($"{shard.Name}: the shard is gone from {job.Store.Address}/{job.Spec.Input}");
            return await job.Task.MapAsync(shard.Name, found.Content, cancellation);
        }
        catch (StoreException e) when (e.Problem == StoreProblem.Changed)
        {
            throw new TaskFailedException($"{shard.Name}: the shard has changed since the job was planned; plan a new job", e);
        }
    }

    static async Task RecordAsync(Job job, ShardFailure failure, CancellationToken cancellation)
    {
        var record = JsonSerializer.SerializeToUtf8Bytes(failure, JobJson.Default.ShardFailure);
        await job.Store.PutIfAbsentAsync(job.Layout.Failed(job.Round.Number, failure.Shard), record, cancellation);
    }
}

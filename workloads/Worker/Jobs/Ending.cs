using System.Collections.Immutable;
using System.Text.Json;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Jobs;

/// <summary>How a job comes to its end mark, and to exactly one.</summary>
/// <param name="hasReduceStep">The service runs <c>worker reduce</c> itself; otherwise the last task to finish reduces.</param>
public sealed class Ending(bool hasReduceStep)
{
    /// <summary>Called after a task's shards: marks the round as failed, or reduces if this task is the one to do it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="claimant">A shard of the task; claims the reduce, also for the task's later lives.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public async Task FinishAsync(Job job, int claimant, CancellationToken cancellation = default)
    {
        if (await FindCoverageAsync(job, cancellation) is not { } failed)
            return;
        if (!failed.IsEmpty)
            await MarkFailedAsync(job, failed, null, cancellation);
        else if (!hasReduceStep && await ClaimAsync(job, claimant, cancellation))
            await ReduceAsync(job, cancellation);
    }

    /// <summary>The reduce as a step of its own, or on a watcher's demand: it asks for no claim.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> ReduceNowAsync(Job job, CancellationToken cancellation = default)
    {
        if (await FindCoverageAsync(job, cancellation) is not { } failed)
        {
            await job.Log.WriteLineAsync("reduce: not every shard has an outcome yet; try again when all map tasks have ended");
            return ExitCodes.Transient;
        }
        if (failed.IsEmpty)
            return await ReduceAsync(job, cancellation);

        await MarkFailedAsync(job, failed, null, cancellation);
        return ExitCodes.BadInput;
    }

    static Task<ImmutableArray<int>?> FindCoverageAsync(Job job, CancellationToken cancellation) =>
        Coverage.FindAsync(job.Store, job.Layout, job.Spec.Shards.Length, job.Round.Number, cancellation);

    static async Task<bool> ClaimAsync(Job job, int claimant, CancellationToken cancellation)
    {
        var claim = JsonSerializer.SerializeToUtf8Bytes(new Claim(claimant), JobJson.Default.Claim);
        if (await job.Store.PutIfAbsentAsync(job.Layout.Claim, claim, cancellation) == PutOutcome.Created)
            return true;

        var holder = JobJson.Read(job.Layout.Claim, await job.Store.ReadAsync(job.Layout.Claim, cancellation), JobJson.Default.Claim);
        return holder.Shard == claimant;
    }

    static async Task<int> ReduceAsync(Job job, CancellationToken cancellation)
    {
        try
        {
            await Reducer.RunAsync(job, cancellation);
            await job.Log.WriteLineAsync($"reduce: done, {job.Layout.ReportJson}");
            return ExitCodes.Ok;
        }
        catch (TaskFailedException e)
        {
            await MarkFailedAsync(job, [], e.Message, cancellation);
            return ExitCodes.BadInput;
        }
    }

    static async Task MarkFailedAsync(Job job, ImmutableArray<int> failed, string? reduce, CancellationToken cancellation)
    {
        var failures = ImmutableArray.CreateBuilder<ShardFailure>(failed.Length);
        await foreach (var failure in failed.SelectInOrderAsync(shard => ReadFailureAsync(job, shard, cancellation), cancellation))
            failures.Add(failure);

        var mark = new FailedMark(failures.ToImmutable(), reduce);
        await job.Store.PutIfAbsentAsync(
            job.Layout.FailedMark(job.Round.Number), JsonSerializer.SerializeToUtf8Bytes(mark, JobJson.Default.FailedMark), cancellation);
        await job.Log.WriteLineAsync(reduce is null ? $"round {job.Round.Number} is over: {failed.Length} shards failed for good" : $"reduce failed for good: {reduce}");
    }

    static async Task<ShardFailure> ReadFailureAsync(Job job, int shard, CancellationToken cancellation)
    {
        var key = job.Layout.Failed(job.Round.Number, shard);
        return JobJson.Read(key, await job.Store.ReadAsync(key, cancellation), JobJson.Default.ShardFailure);
    }
}

using System.Text.Json;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>The map: runs the shards of one slice, then sees whether the job is over.</summary>
public static class SliceRunner
{
    /// <summary>Goes on after a shard that fails; the exit code says the worst, and a failure worth a retry is worse than one that is not.</summary>
    /// <param name="job">The job.</param>
    /// <param name="slice">Which shards.</param>
    /// <param name="ending">What the last task to finish does.</param>
    /// <param name="cancellation">Stops between two steps, each of which leaves nothing half done.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(Job job, Slice slice, Ending ending, CancellationToken cancellation = default)
    {
        var worst = ExitCodes.Ok;
        int? first = null;
        foreach (var shard in slice.Of(job.Round.Shards))
        {
            first ??= shard;
            worst = Math.Max(worst, await ShardRunner.RunAsync(job, shard, cancellation));
        }
        if (first is { } claimant && worst != ExitCodes.Transient)
            await ending.FinishAsync(job, claimant, cancellation);
        return worst;
    }

    /// <summary>Notes who tried a slice. Nothing depends on the note, so that a failure to write it is only logged.</summary>
    public static async Task NoteAttemptAsync(Job job, Slice slice, string id, TimeProvider clock, CancellationToken cancellation = default)
    {
        var attempt = new Attempt(id, slice.Index, slice.Count, job.Round.Number, clock.GetUtcNow());
        var name = string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
        try
        {
            await job.Store.PutIfAbsentAsync(
                job.Layout.Attempt(slice.Index, name), JsonSerializer.SerializeToUtf8Bytes(attempt, JobJson.Default.Attempt), cancellation);
        }
        catch (StoreException e)
        {
            await job.Log.WriteLineAsync($"attempt not noted: {e.Message}");
        }
    }
}

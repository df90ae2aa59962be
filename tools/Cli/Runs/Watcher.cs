using CloudStacks.Cli.Places;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Cli.Runs;

/// <summary>Waits for a job's end: a mark, the service giving up, nothing that could ever start, or the deadline. Never by hope.</summary>
internal sealed class Watcher(ISession session, IObjectStore store, Submission submission, TimeSpan pollInterval, WatchView view, TimeProvider clock)
{
    /// <summary>A reducer that was killed may leave full cover without a mark; its own retry should be faster than this.</summary>
    private static readonly TimeSpan ReduceAfter = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(3);

    public async Task<JobProgress> WaitAsync(JobId job, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var covered = new Since(clock);
        var stuck = new Since(clock);
        var whole = new Since(clock);
        whole.For(true);
        while (true)
        {
            var progress = await JobProgress.ReadAsync(store, job, cancellationToken);
            var waiting = session.WhyWaiting();
            view.Show(progress, session.Attempts(), waiting);
            if (progress.End != EndMark.None)
            {
                return progress;
            }
            var over = await submission.AskAsync(cancellationToken);
            if (over is not null && (progress = await JobProgress.ReadAsync(store, job, cancellationToken)).End != EndMark.None)
            {
                continue;
            }
            if (covered.For(progress.Covered) >= ReduceAfter || (over is { OwnReduce: false } && progress.Covered))
            {
                await Ending.ReduceNowAsync(await Job.OpenAsync(store, job, TextWriter.Null, cancellationToken), cancellationToken);
                continue;
            }
            if (over is not null)
            {
                throw new JobGivenUpException(progress.Covered
                    ? $"{over.Reason}: every shard has an outcome, and its own reduce did not end"
                    : $"{over.Reason}: {progress.Total - progress.Done - progress.Failed} of {progress.Total} shards have no outcome{(waiting is null ? "" : $"; {waiting}")}", over.Slice);
            }
            if (stuck.For(waiting is not null && session.Attempts().All(task => task.Status != "running")) >= StuckAfter)
            {
                throw new JobGivenUpException($"nothing runs and nothing will start: {waiting}");
            }
            if (whole.For(true) >= timeout)
            {
                throw new CliException($"job {job}: {progress.Done} of {progress.Total} shards are done after {timeout}{(waiting is null ? "" : $"; waiting: {waiting}")}",
                    "look at cloudstacks logs; wait longer with --timeout, or stop the job with cloudstacks down");
            }
            await Task.Delay(pollInterval, clock, cancellationToken);
        }
    }
}

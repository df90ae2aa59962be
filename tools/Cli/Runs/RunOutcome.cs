using System.Collections.Immutable;
using CloudStacks.LocalCloud;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Cli.Runs;

/// <summary>How a run ended, and what it took.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Succeeded">Whether it ended with <c>_SUCCESS</c>.</param>
/// <param name="Round">The round, from 0.</param>
/// <param name="Shards">How many shards this round tried.</param>
/// <param name="Tasks">How many tasks shared them.</param>
/// <param name="Attempts">How often tasks were started in all; null where the place cannot tell.</param>
/// <param name="ShardAttempts">How often the task of each shard was started; empty where the place cannot tell.</param>
/// <param name="Seconds">From submitting to the end mark.</param>
/// <param name="Failures">The shards that failed for good, with place and reason.</param>
/// <param name="ReduceError">Why the reduce failed for good, if it did.</param>
/// <param name="Reports">The report files on this machine.</param>
public sealed record RunOutcome(
    string Job, bool Succeeded, int Round, int Shards, int Tasks, int? Attempts, ImmutableArray<ShardAttempts> ShardAttempts, double Seconds,
    ImmutableArray<ShardFailure> Failures, string? ReduceError, ImmutableArray<string> Reports);

/// <summary>How often the task that holds a shard was started.</summary>
/// <param name="Shard">The shard's index in the job.</param>
/// <param name="Task">The task's index in the round; shards may share one.</param>
/// <param name="Attempts">How often it was started.</param>
public sealed record ShardAttempts(int Shard, int Task, int Attempts)
{
    /// <summary>Spreads the tasks' attempts over the shards of a round.</summary>
    /// <param name="shards">The round's shards.</param>
    /// <param name="tasks">Every task of the round; the order does not matter.</param>
    public static ImmutableArray<ShardAttempts> Of(ImmutableArray<int> shards, IReadOnlyList<TaskAttempts> tasks) =>
        [.. tasks
            .SelectMany(task => task.Items is { } items ? shards[items] : new Slice(task.Slice, tasks.Count).Of(shards), (task, shard) => new ShardAttempts(shard, task.Slice, task.Attempts))
            .OrderBy(entry => entry.Shard)];
}

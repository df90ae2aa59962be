using System.Collections.Immutable;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Cli.Runs;

/// <summary>How a run ended, and what it took.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Succeeded">Whether it ended with <c>_SUCCESS</c>.</param>
/// <param name="Round">The round, from 0.</param>
/// <param name="Shards">How many shards this round tried.</param>
/// <param name="Tasks">How many tasks shared them.</param>
/// <param name="Attempts">How often tasks were started in all; null where the place cannot tell.</param>
/// <param name="Seconds">From submitting to the end mark.</param>
/// <param name="Failures">The shards that failed for good, with place and reason.</param>
/// <param name="ReduceError">Why the reduce failed for good, if it did.</param>
/// <param name="Reports">The report files on this machine.</param>
public sealed record RunOutcome(
    string Job, bool Succeeded, int Round, int Shards, int Tasks, int? Attempts, double Seconds,
    ImmutableArray<ShardFailure> Failures, string? ReduceError, ImmutableArray<string> Reports);

using System.Collections.Immutable;
using CloudStacks.Cli.Runbooks;

namespace CloudStacks.Cli.Runs;

/// <summary>How far the person's side of a job is.</summary>
public enum RunStatus { Planned, Submitted, Succeeded, Failed }

/// <summary>What is kept of a run so that <c>logs</c>, <c>down</c> and <c>run --failed-only</c> find it again.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Started">When it was first submitted.</param>
/// <param name="Round">The round, from 0.</param>
/// <param name="Shards">How many shards this round tries.</param>
/// <param name="Slices">How many tasks share them.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Captured">What the runbook's steps captured, such as the service's own ids.</param>
public sealed record RunRecord(
    string Job,
    DateTimeOffset Started,
    int Round,
    int Shards,
    int Slices,
    RunStatus Status,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Captured)
{
    /// <summary>The values for the runbook's placeholders.</summary>
    public RunValues Values() => Captured.Aggregate(
        Own, (values, captured) => values.Adding(captured.Key, captured.Value));

    /// <summary>The record with what the steps have captured so far.</summary>
    public RunRecord With(RunValues values) =>
        this with { Captured = values.ByName.RemoveRange(Own.ByName.Keys) };

    private RunValues Own => RunValues.For(Job, Shards, Slices, Round);
}

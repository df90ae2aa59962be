using System.Collections.Immutable;

namespace CloudStacks.Worker.Jobs;

/// <summary>The content of <c>_FAILED</c>: why a round ended without a report.</summary>
/// <param name="Failures">The shards that failed for good, in shard order.</param>
/// <param name="Reduce">What was wrong with the reduce; null if it never ran.</param>
public sealed record FailedMark(ImmutableArray<ShardFailure> Failures, string? Reduce = null);

/// <summary>The content of <c>_SUCCESS</c>.</summary>
/// <param name="Reports">SHA-256 of each report, by file name.</param>
public sealed record SuccessMark(ImmutableSortedDictionary<string, string> Reports);

/// <summary>The content of <c>reduce/claim</c>.</summary>
/// <param name="Shard">The shard whose task does the reduce, also in its later lives.</param>
public sealed record Claim(int Shard);

/// <summary>A record of one task's start, for people.</summary>
public sealed record Attempt(string Id, int Slice, int Slices, int Round, DateTimeOffset StartedAt);

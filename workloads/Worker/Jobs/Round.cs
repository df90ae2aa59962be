using System.Collections.Immutable;

namespace CloudStacks.Worker.Jobs;

/// <summary>One try at a job. Round 0 tries all shards, a later one those that failed for good in the round before.</summary>
/// <param name="Number">Counted from 0.</param>
/// <param name="Shards">Indexes into the spec's shards; slices are cut from this list.</param>
public sealed record Round(int Number, ImmutableArray<int> Shards);

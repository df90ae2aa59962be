using System.Collections.Immutable;

namespace CloudStacks.Cli.Places;

/// <summary>How many resources a deployment changes, by operation as Pulumi names them (<c>create</c>, <c>update</c>, <c>replace</c>, <c>delete</c>, <c>same</c>).</summary>
public sealed record ChangeCounts(ImmutableSortedDictionary<string, int> ByOperation)
{
    public static ChangeCounts None { get; } = new(ImmutableSortedDictionary<string, int>.Empty);

    public int Created => ByOperation.GetValueOrDefault("create") + ByOperation.GetValueOrDefault("replace");

    public int Deleted => ByOperation.GetValueOrDefault("delete");

    /// <summary>Whether nothing changes.</summary>
    public bool IsEmpty => ByOperation.All(count => count.Key == "same" || count.Value == 0);

    public override string ToString() => IsEmpty
        ? "nothing to change"
        : string.Join(", ", ByOperation.Where(count => count.Value > 0).Select(count => $"{count.Value} {count.Key}"));
}

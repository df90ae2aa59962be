using System.Collections.Immutable;
using System.Globalization;

namespace CloudStacks.Worker.Jobs;

/// <summary>Task k of n: it takes the round's shards k, k+n, k+2n, …</summary>
public readonly record struct Slice
{
    /// <exception cref="UsageException">Not 0 &lt;= k &lt; n.</exception>
    public Slice(int index, int count)
    {
        if (count < 1 || index < 0 || index >= count)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"slice {index} of {count}: expected slice 0 to {Math.Max(count, 1) - 1} of 1 or more"));
        (Index, Count) = (index, count);
    }

    public int Index { get; }

    public int Count { get; }

    public IEnumerable<int> Of(ImmutableArray<int> shards)
    {
        for (long i = Index; i < shards.Length; i += Count)
            yield return shards[(int)i];
    }
}

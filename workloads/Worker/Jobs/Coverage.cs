using System.Collections.Immutable;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>Whether every shard has an outcome.</summary>
static class Coverage
{
    /// <summary>
    /// Looks from the last group of shards down, because the last ones are done last, and ends at the first gap. Nothing is deleted and a listing
    /// shows every write answered before it, so whoever commits last sees everything.
    /// </summary>
    /// <returns>Null at a gap; else the shards that failed in the round, ascending.</returns>
    public static async Task<ImmutableArray<int>?> FindAsync(IObjectStore store, JobLayout layout, int shards, int round, CancellationToken cancellation = default)
    {
        HashSet<string>? records = null;
        var failed = ImmutableArray.CreateBuilder<int>();
        for (var group = (shards - 1) / JobLayout.GroupSize; group >= 0; group--)
        {
            var parts = await KeysAsync(store, layout.PartGroup(group), cancellation);
            foreach (var shard in ShardsOf(group, shards).Where(s => !parts.Contains(layout.Part(s))))
            {
                records ??= await KeysAsync(store, layout.FailedIn(round), cancellation);
                if (!records.Contains(layout.Failed(round, shard)))
                    return null;
                failed.Add(shard);
            }
        }
        failed.Sort();
        return failed.ToImmutable();
    }

    static IEnumerable<int> ShardsOf(int group, int shards)
    {
        var first = group * JobLayout.GroupSize;
        return Enumerable.Range(first, Math.Min(JobLayout.GroupSize, shards - first));
    }

    static async Task<HashSet<string>> KeysAsync(IObjectStore store, string prefix, CancellationToken cancellation)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var found in store.ListAsync(prefix, cancellation: cancellation))
            keys.Add(found.Key);
        return keys;
    }
}

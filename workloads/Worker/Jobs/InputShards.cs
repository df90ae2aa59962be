using System.Collections.Immutable;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>The shards of an input: what a store lists under its prefix.</summary>
static class InputShards
{
    /// <param name="store">The store.</param>
    /// <param name="input">The prefix.</param>
    /// <param name="isShard">Says by its name whether an object is a shard.</param>
    /// <param name="cancellation">Stops the listing.</param>
    /// <exception cref="UsageException">There are too many.</exception>
    public static async Task<ImmutableArray<ShardSpec>> ListAsync(
        IObjectStore store, string input, Func<string, bool> isShard, CancellationToken cancellation)
    {
        var found = new List<ObjectInfo>();
        await foreach (var info in store.ListAsync(input, cancellation: cancellation))
        {
            // Some consoles make an empty object for a folder; its key ends in a slash.
            if (!info.Key.EndsWith('/') && isShard(info.Key[input.Length..]))
                found.Add(info);
            if (found.Count > Planner.MostShards)
                throw new UsageException($"input '{input}' of {store.Address} has more than {Planner.MostShards} shards: split it into several jobs, or make shards larger");
        }

        var shards = ImmutableArray.CreateBuilder<ShardSpec>(found.Count);
        await foreach (var shard in found.SelectInOrderAsync(info => DescribeAsync(store, info, input, cancellation), cancellation))
            shards.Add(shard);
        return shards.MoveToImmutable();
    }

    static async Task<ShardSpec> DescribeAsync(IObjectStore store, ObjectInfo info, string input, CancellationToken cancellation)
    {
        var etag = info.ETag ?? (await store.HeadAsync(info.Key, cancellation))?.ETag
            ?? throw new UsageException($"{info.Key} vanished from {store.Address} while the job was planned: plan again when the input is complete");
        return new ShardSpec(info.Key[input.Length..], info.Size, etag);
    }
}

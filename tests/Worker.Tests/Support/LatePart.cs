using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>A store in which somebody else creates an object just before this process does.</summary>
sealed class LatePart(MemoryStore store, string key, byte[] content) : IObjectStore
{
    public string Address => store.Address;

    public Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default) => store.GetAsync(key, ifMatch, cancellation);

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) => store.HeadAsync(key, cancellation);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellation = default) =>
        store.ListAsync(prefix, startAfter, cancellation);

    public Task<PutOutcome> PutIfAbsentAsync(string putKey, Stream stream, CancellationToken cancellation = default)
    {
        if (putKey == key)
            store[key] = content;
        return store.PutIfAbsentAsync(putKey, stream, cancellation);
    }
}

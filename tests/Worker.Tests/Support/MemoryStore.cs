using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CloudStacks.FatigueScreening;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>An object store in memory; copies start from the same content.</summary>
sealed class MemoryStore : IObjectStore
{
    readonly Lock _lock = new();
    readonly SortedDictionary<string, byte[]> _objects;

    public MemoryStore() => _objects = new(Utf8Order.Comparer);

    public MemoryStore(MemoryStore other) => _objects = new(other._objects, Utf8Order.Comparer);

    public string Address => "memory";

    public byte[] this[string key]
    {
        get => _objects[key];
        set => _objects[key] = value;
    }

    public IEnumerable<string> Keys => _objects.Keys;

    public void Remove(string key) => Assert.True(_objects.Remove(key), key);

    /// <summary>All objects of a job that must be the same however it ran.</summary>
    public Dictionary<string, string> Results() => _objects
        .Where(o => o.Key.Contains("/parts/", StringComparison.Ordinal) || o.Key.Contains("/reduce/", StringComparison.Ordinal) && !o.Key.EndsWith("claim", StringComparison.Ordinal))
        .ToDictionary(o => o.Key, o => Convert.ToHexString(o.Value));

    public Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default)
    {
        lock (_lock)
        {
            if (!_objects.TryGetValue(key, out var bytes))
                return Task.FromResult<StoredObject?>(null);
            var info = Describe(key, bytes);
            return ifMatch is null || ifMatch == info.ETag
                ? Task.FromResult<StoredObject?>(new StoredObject(info, new MemoryStream(bytes, writable: false)))
                : throw new StoreException(StoreProblem.Changed, "get", key, "etag differs");
        }
    }

    public async Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default)
    {
        content.Position = 0;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellation);
        lock (_lock)
            return _objects.TryAdd(key, bytes.ToArray()) ? PutOutcome.Created : PutOutcome.Exists;
    }

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default)
    {
        lock (_lock)
            return Task.FromResult(_objects.TryGetValue(key, out var bytes) ? Describe(key, bytes) : null);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        ObjectInfo[] found;
        lock (_lock)
        {
            found = [.. _objects
                .Where(o => o.Key.StartsWith(prefix, StringComparison.Ordinal) && (startAfter is null || Utf8Order.Comparer.Compare(o.Key, startAfter) > 0))
                .Select(o => Describe(o.Key, o.Value))];
        }
        foreach (var info in found)
            yield return info;
    }

    static ObjectInfo Describe(string key, byte[] bytes) =>
        new(key, bytes.Length, string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}-{Convert.ToHexString(SHA256.HashData(bytes))}"));
}

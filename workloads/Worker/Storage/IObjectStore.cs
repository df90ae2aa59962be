namespace CloudStacks.Worker.Storage;

/// <summary>
/// What a job needs of an object store. Nothing is overwritten and nothing is deleted, so what was once seen stays true.
/// A listing that starts after a write was answered shows it. Every method throws <see cref="StoreException"/>.
/// </summary>
public interface IObjectStore
{
    /// <summary>The address that <see cref="ObjectStores.Open"/> takes.</summary>
    string Address { get; }

    /// <summary>Starts reading an object.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="ifMatch">The etag that it must still have, else <see cref="StoreProblem.Changed"/>.</param>
    /// <param name="cancellation">Stops the request.</param>
    /// <returns>Null if there is no such object.</returns>
    Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default);

    /// <summary>Creates an object, all of it or nothing.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="content">A stream that can seek; it is read from its start and stays open.</param>
    /// <param name="cancellation">Stops the request, which may still take effect.</param>
    Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default);

    /// <returns>Null if there is no such object.</returns>
    Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default);

    /// <summary>Lists objects in the order of their keys by UTF-8 bytes.</summary>
    /// <param name="prefix">The start of the keys.</param>
    /// <param name="startAfter">Only keys behind this one.</param>
    /// <param name="cancellation">Stops the listing.</param>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, string? startAfter = null, CancellationToken cancellation = default);
}

/// <summary>The answer to a conditional write.</summary>
public enum PutOutcome
{
    Created,

    /// <summary>
    /// The key is taken, perhaps by this very call: an answer that got lost makes a client repeat the request. Whoever must know compares the bytes.
    /// </summary>
    Exists,
}

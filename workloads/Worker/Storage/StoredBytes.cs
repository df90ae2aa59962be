namespace CloudStacks.Worker.Storage;

/// <summary>Whole objects in memory: specs, parts, marks and reports are small.</summary>
public static class StoredBytes
{
    /// <returns>Null if there is no such object.</returns>
    public static async Task<byte[]?> ReadAsync(this IObjectStore store, string key, CancellationToken cancellation = default)
    {
        using var found = await store.GetAsync(key, cancellation: cancellation);
        if (found is null)
            return null;

        using var bytes = new MemoryStream(checked((int)found.Info.Size));
        await found.Content.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    public static async Task<PutOutcome> PutIfAbsentAsync(
        this IObjectStore store, string key, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await store.PutIfAbsentAsync(key, stream, cancellation);
    }

    /// <summary>Creates an object, or finds that it has these bytes already, whoever wrote them.</summary>
    /// <exception cref="InconsistentException">It has other bytes; the message ends with <paramref name="meaning"/>.</exception>
    public static async Task CommitAsync(
        this IObjectStore store, string key, ReadOnlyMemory<byte> content, string meaning, CancellationToken cancellation = default)
    {
        if (await store.PutIfAbsentAsync(key, content, cancellation) == PutOutcome.Created)
            return;

        var stored = await store.ReadAsync(key, cancellation);
        if (!content.Span.SequenceEqual(stored))
            throw new InconsistentException($"{store.Address}: {key} has other content than expected: {meaning}");
    }
}

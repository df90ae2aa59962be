namespace CloudStacks.Worker.Storage;

/// <summary>An object being read. Disposing it ends the transfer.</summary>
/// <param name="info">Key, size and etag.</param>
/// <param name="content">The bytes, to be read once from start to end.</param>
/// <param name="owner">What else ends with the transfer.</param>
public sealed class StoredObject(ObjectInfo info, Stream content, IDisposable? owner = null) : IDisposable
{
    public ObjectInfo Info { get; } = info;

    public Stream Content { get; } = content;

    public void Dispose()
    {
        Content.Dispose();
        owner?.Dispose();
    }
}

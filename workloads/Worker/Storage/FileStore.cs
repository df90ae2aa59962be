using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace CloudStacks.Worker.Storage;

/// <summary>A folder as an object store: one file per key. The etag is the SHA-256 of the content.</summary>
public sealed class FileStore(string root) : IObjectStore
{
    const string Read = "read";
    const string Create = "create";

    readonly FileKeys _keys = new(root);

    public string Address => new Uri(_keys.Root).AbsoluteUri;

    public async Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default)
    {
        if (ifMatch is not null && await HeadAsync(key, cancellation) is { } head && head.ETag != ifMatch)
            throw new StoreException(StoreProblem.Changed, Read, key, $"etag {head.ETag}, expected {ifMatch}");

        return Guarded(Read, key, () => Open(key) is { } file ? new StoredObject(new ObjectInfo(key, file.Length, ifMatch), file) : null);
    }

    public async Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default)
    {
        var path = _keys.PathOf(key, Create);
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            return File.Exists(path) || !await TryWriteAsync(folder, path, content, cancellation) ? PutOutcome.Exists : PutOutcome.Created;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translated(Create, key, e);
        }
    }

    public async Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default)
    {
        await using var file = Guarded(Read, key, () => Open(key));
        return file is null
            ? null
            : new ObjectInfo(key, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)));
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        using var found = new FileListing(prefix, startAfter).Under(_keys.Root).GetEnumerator();
        while (Guarded("list", prefix, found.MoveNext))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return found.Current;
        }
    }

    FileStream? Open(string key)
    {
        var path = _keys.PathOf(key, Read);
        return File.Exists(path) ? File.OpenRead(path) : null;
    }

    static async Task<bool> TryWriteAsync(string folder, string path, Stream content, CancellationToken cancellation)
    {
        var unfinished = Path.Combine(folder, FileKeys.Unfinished + Path.GetRandomFileName());
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                content.Position = 0;
                await content.CopyToAsync(file, cancellation);
            }
            return HardLink.TryCreate(unfinished, path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    static T Guarded<T>(string action, string key, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translated(action, key, e);
        }
    }

    static StoreException Translated(string action, string key, Exception e) =>
        new(e is UnauthorizedAccessException ? StoreProblem.AccessDenied : StoreProblem.Unavailable, action, key, e.Message, e);
}

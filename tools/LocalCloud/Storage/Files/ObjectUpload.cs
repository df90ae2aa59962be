using System.Buffers;
using System.Security.Cryptography;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>Bytes on their way into a bucket, in a file that nobody sees until it is committed; disposing drops what was not.</summary>
public sealed class ObjectUpload : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly IncrementalHash _md5;
    private readonly FileStream _file;

    internal ObjectUpload(string path)
    {
        Path = path;
        _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0, useAsync: false);
        _md5 = Md5.CreateIncremental();
    }

    internal string Path { get; }

    public long Size { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _md5.AppendData(bytes.Span);
        Size += bytes.Length;
        await _file.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>Writes everything that a stream holds.</summary>
    public async Task CopyFromAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                await WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The MD5 of everything written.</summary>
    public byte[] Hash() => _md5.GetCurrentHash();

    // No fsync: renaming survives the death of the process, which is what the local cloud promises; it does not promise to survive a power cut.
    internal async Task SealAsync(StoredObject described, CancellationToken cancellationToken)
    {
        await ObjectFile.AppendAsync(_file, described, cancellationToken);
        await _file.DisposeAsync();
    }

    public void Dispose()
    {
        _file.Dispose();
        _md5.Dispose();
        File.Delete(Path);
    }
}

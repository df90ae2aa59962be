using System.Buffers;
using CloudStacks.LocalCloud.Http;
using Microsoft.Win32.SafeHandles;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>An object open for reading; it stays whole while others replace or delete it.</summary>
public sealed class OpenObject(StoredObject described, SafeFileHandle file) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    public StoredObject Described { get; } = described;

    /// <summary>Makes an answer that takes the object over and closes it once sent; a refusal closes it at once.</summary>
    internal HttpAnswer Answer(Func<OpenObject, HttpAnswer> answer)
    {
        try
        {
            return answer(this);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Copies a range of the bytes.</summary>
    public async Task CopyToAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, long offset, long count, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(count, 1, BufferSize));
        try
        {
            for (var end = offset + count; offset < end;)
            {
                var wanted = (int)Math.Min(buffer.Length, end - offset);
                var read = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, wanted), offset, cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException($"object '{Described.Key}' ends early on disk");
                }
                await sink(buffer.AsMemory(0, read), cancellationToken);
                offset += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => file.Dispose();
}

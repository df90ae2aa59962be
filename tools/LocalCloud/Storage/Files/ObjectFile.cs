using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>
/// The file format of an object: its bytes, then what is known about it as JSON, then the JSON's length and a mark. One rename
/// brings both into being, and the bytes come first, so that they can be streamed before their hash is known.
/// </summary>
internal static class ObjectFile
{
    private const uint Mark = 0x43534F31;
    private const int TailSize = 8;

    /// <summary>The file's name: a hash, so that no key can name another place, be too long or differ by case only.</summary>
    public static string NameOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static async Task AppendAsync(Stream file, StoredObject described, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(described);
        var tail = new byte[json.Length + TailSize];
        json.CopyTo(tail, 0);
        BinaryPrimitives.WriteInt32BigEndian(tail.AsSpan(json.Length), json.Length);
        BinaryPrimitives.WriteUInt32BigEndian(tail.AsSpan(json.Length + 4), Mark);
        await file.WriteAsync(tail, cancellationToken);
    }

    /// <summary>Opens an object, or gives null where there is none.</summary>
    public static OpenObject? Open(string path)
    {
        try
        {
            var file = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
            return ReadTail(file) is { } described ? new(described, file) : throw new InvalidDataException($"{path} is not an object of the local cloud; move it away");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static StoredObject? ReadTail(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        Span<byte> tail = stackalloc byte[TailSize];
        var length = RandomAccess.GetLength(file);
        if (length < TailSize || RandomAccess.Read(file, tail, length - TailSize) < TailSize || BinaryPrimitives.ReadUInt32BigEndian(tail[4..]) != Mark)
        {
            return null;
        }
        var size = BinaryPrimitives.ReadInt32BigEndian(tail);
        var json = new byte[size];
        RandomAccess.Read(file, json, length - TailSize - size);
        return JsonSerializer.Deserialize<StoredObject>(json);
    }
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace CloudStacks.LocalCloud.Storage.Payload;

/// <summary>A checksum that S3 verifies, by the header that carries it.</summary>
internal sealed record ChecksumAlgorithm(string Header, Func<IRunningChecksum> Start)
{
    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html</summary>
    public static ImmutableArray<ChecksumAlgorithm> Known { get; } =
    [
        new("x-amz-checksum-crc32", () => new RunningCrc32(new(Crc32ParameterSet.Crc32))),
        new("x-amz-checksum-crc32c", () => new RunningCrc32(new(Crc32ParameterSet.Crc32C))),
        new("x-amz-checksum-crc64nvme", () => new RunningCrc64(new(Crc64ParameterSet.Nvme))),
        new("x-amz-checksum-sha256", () => new RunningHash(IncrementalHash.CreateHash(HashAlgorithmName.SHA256))),
    ];

    /// <summary>The algorithm's name in XML, such as <c>ChecksumCRC32</c>.</summary>
    public string Element => "Checksum" + Header["x-amz-checksum-".Length..].ToUpperInvariant();

    /// <summary>The algorithm that the header carries, or null.</summary>
    public static ChecksumAlgorithm? Find(string header) =>
        Known.FirstOrDefault(known => known.Header.Equals(header, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A checksum over bytes as they pass.</summary>
internal interface IRunningChecksum : IDisposable
{
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The value, most significant byte first, as S3 encodes it.</summary>
    byte[] Value();
}

internal sealed class RunningCrc32(Crc32 crc) : IRunningChecksum
{
    public void Append(ReadOnlySpan<byte> bytes) => crc.Append(bytes);

    public byte[] Value()
    {
        var value = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, crc.GetCurrentHashAsUInt32());
        return value;
    }

    public void Dispose()
    {
    }
}

internal sealed class RunningCrc64(Crc64 crc) : IRunningChecksum
{
    public void Append(ReadOnlySpan<byte> bytes) => crc.Append(bytes);

    public byte[] Value()
    {
        var value = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(value, crc.GetCurrentHashAsUInt64());
        return value;
    }

    public void Dispose()
    {
    }
}

internal sealed class RunningHash(IncrementalHash hash) : IRunningChecksum
{
    public void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    public byte[] Value() => hash.GetCurrentHash();

    public void Dispose() => hash.Dispose();
}

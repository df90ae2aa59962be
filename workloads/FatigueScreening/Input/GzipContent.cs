using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace CloudStacks.FatigueScreening;

/// <summary>
/// The content of one gzip member, checked against the member's own checksum and length (RFC 1952). GZipStream alone takes a file
/// that was cut off, or that other bytes follow, for a shorter one: https://github.com/dotnet/runtime/issues/72726.
/// </summary>
sealed class GzipContent : ForwardOnlyStream
{
    readonly TrailerStream _compressed;
    readonly GZipStream _content;
    readonly Crc32 _checksum = new();
    uint _length;
    bool _damaged;

    public GzipContent(Stream compressed)
    {
        _compressed = new TrailerStream(compressed);
        _content = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = _damaged ? 0 : _content.Read(buffer);
            _checksum.Append(buffer[..read]);
            _length += (uint)read;
            return read;
        }
        catch (InvalidDataException)
        {
            // The rows up to here are still read, so that the error can say on which line the data ends.
            _damaged = true;
            return 0;
        }
    }

    /// <summary>Reads what is left and says whether the whole file was one sound member.</summary>
    public bool IsIntact()
    {
        Span<byte> rest = new byte[81920];
        while (Read(rest) > 0)
        {
        }
        var trailer = _compressed.Trailer;
        return !_damaged
            && _compressed.TotalRead >= 18
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer) == _checksum.GetCurrentHashAsUInt32()
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == _length;
    }
}

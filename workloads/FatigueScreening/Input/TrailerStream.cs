namespace CloudStacks.FatigueScreening;

/// <summary>Passes a stream through and remembers its last eight bytes, where a gzip member keeps checksum and length.</summary>
sealed class TrailerStream(Stream inner) : ForwardOnlyStream
{
    readonly byte[] _trailer = new byte[8];

    public ReadOnlySpan<byte> Trailer => _trailer;

    public long TotalRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var tail = buffer[Math.Max(0, read - 8)..read];
        _trailer.AsSpan(tail.Length).CopyTo(_trailer);
        tail.CopyTo(_trailer.AsSpan(8 - tail.Length));
        TotalRead += read;
        return read;
    }
}

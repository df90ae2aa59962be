namespace CloudStacks.FatigueScreening;

/// <summary>Passes a stream through and remembers its last eight bytes, where a gzip member keeps checksum and length.</summary>
sealed class TrailerStream(Stream inner) : Stream
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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

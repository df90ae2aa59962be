namespace CloudStacks.FatigueScreening.Tests;

/// <summary>Hands out its bytes in chunks of random length and cannot seek, as a network stream does.</summary>
sealed class ChunkedStream(byte[] content, Random random, int greatest) : Stream
{
    int _at;

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(random.Next(1, greatest + 1), Math.Min(buffer.Length, content.Length - _at));
        content.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
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

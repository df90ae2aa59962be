namespace CloudStacks.FatigueScreening.Tests;

/// <summary>Hands out its bytes in chunks of random length and cannot seek, as a network stream does.</summary>
sealed class ChunkedStream(byte[] content, Random random, int greatest) : ForwardOnlyStream
{
    int _at;

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(random.Next(1, greatest + 1), Math.Min(buffer.Length, content.Length - _at));
        content.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}

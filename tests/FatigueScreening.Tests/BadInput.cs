using System.IO.Compression;
using System.Text;

namespace CloudStacks.FatigueScreening.Tests;

public class BadInput
{
    const string Header = "time_s,stress_mpa\n";

    [Theory]
    [InlineData("", "a/p.csv:1:1: found an empty file, expected the header time_s,stress_mpa")]
    [InlineData("0,1\n", "a/p.csv:1:1: found '0,1', expected the header time_s,stress_mpa")]
    [InlineData("time,stress\n0,1\n", "a/p.csv:1:1: found 'time,stress', expected the header time_s,stress_mpa")]
    [InlineData("time_s,stress_mpa,x\n", "a/p.csv:1:1: found 'time_s,stress_mpa,x', expected the header time_s,stress_mpa")]
    [InlineData(Header, "a/p.csv:2:1: found the end of the file, expected a row of two numbers, time_s and stress_mpa")]
    [InlineData(Header + "0,1\n1,2,3\n", "a/p.csv:3:1: found 3 fields, expected a row of two numbers, time_s and stress_mpa")]
    [InlineData(Header + "0,1\n1\n", "a/p.csv:3:1: found '1', expected a row of two numbers, time_s and stress_mpa")]
    [InlineData(Header + "0,1\n\n1,2\n", "a/p.csv:3:1: found nothing, expected a row of two numbers, time_s and stress_mpa")]
    [InlineData(Header + "x,1\n", "a/p.csv:2:1: found 'x', expected a time from -10000000000 to 10000000000 s")]
    [InlineData(Header + "12,NaN\n", "a/p.csv:2:4: found 'NaN', expected a stress from -10000 to 10000 MPa")]
    [InlineData(Header + "12,Infinity\n", "a/p.csv:2:4: found 'Infinity', expected a stress from -10000 to 10000 MPa")]
    [InlineData(Header + "12,10000.001\n", "a/p.csv:2:4: found '10000.001', expected a stress from -10000 to 10000 MPa")]
    [InlineData(Header + "12,\n", "a/p.csv:2:4: found nothing, expected a stress from -10000 to 10000 MPa")]
    [InlineData(Header + "1,0\n0.5,0\n", "a/p.csv:3:1: found '0.5', expected a time of at least 1 s, as time never runs backwards")]
    [InlineData(Header + "1e11,0\n", "a/p.csv:2:1: found '1e11', expected a time from -10000000000 to 10000000000 s")]
    public void NamesPlaceFoundAndExpected(string csv, string message) =>
        Assert.Equal(message, Assert.Throws<BadInputException>(() => Series.Part(csv)).Message);

    [Fact]
    public void InvalidUtf8IsABadField()
    {
        byte[] content = [.. Encoding.UTF8.GetBytes(Header + "0,1"), 0xFF, (byte)'\n'];
        var bad = Assert.Throws<BadInputException>(() => Series.Part(content));
        Assert.Equal((2, 3, "'1\uFFFD'"), (bad.Line, bad.Column, bad.Found));
    }

    [Fact]
    public void AFieldWithoutEndIsABadRow() =>
        Assert.Equal(2, Assert.Throws<BadInputException>(() => Series.Part(Header + "0,\"1\n1,2\n")).Line);

    [Fact]
    public void AnEndlessLineIsBadInput() =>
        Assert.Equal(2, Assert.Throws<BadInputException>(() => Series.Part(Header + new string('1', 40_000_000))).Line);

    [Theory]
    [InlineData("\uFEFFtime_s,stress_mpa\n0,1\n1,2\n")]
    [InlineData("time_s,stress_mpa\r\n0,1\r\n1,2\r\n")]
    [InlineData("\"time_s\",\"stress_mpa\"\n\"0\",\"1\"\n1,\"2\"")]
    [InlineData("time_s,stress_mpa\n0.0, 1.0\n1e0,2.000\n")]
    public void AcceptsByteOrderMarkLineEndingsAndQuotes(string csv) =>
        Assert.Equal([1000, 2000], Series.Part(csv).Residue);

    [Fact]
    public void EveryCutOfAGzipFileIsFound()
    {
        var gzip = Gzip(Header + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{i * i % 17}\n")));
        Assert.Equal(50, Series.Part(gzip, gzip: true).Points);
        for (var length = 0; length < gzip.Length; length++)
            AssertDamaged(gzip[..length]);
    }

    [Fact]
    public void NoFlippedBitInAGzipFileChangesTheResult()
    {
        var gzip = Gzip(Header + "0,1\n1,2\n2,0\n");
        var sound = Series.Bytes(Series.Part(gzip, gzip: true).WriteTo);
        for (var bit = 8 * 10; bit < 8 * gzip.Length; bit++)
        {
            var damaged = gzip.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            // Deflate ends on a bit; flipping the padding after it is no damage.
            if (TryCount(damaged) is { } part)
                Assert.Equal(sound, Series.Bytes(part.WriteTo));
        }
    }

    [Fact]
    public void BytesAfterTheGzipMemberAreFound() => AssertDamaged([.. Gzip(Header + "0,1\n"), 1, 2, 3]);

    [Fact]
    public void ASecondGzipMemberIsRefusedRatherThanHalfChecked() => AssertDamaged([.. Gzip(Header + "0,1\n"), .. Gzip("1,2\n")]);

    [Fact]
    public void PlainTextUnderAGzipNameIsRefused() => AssertDamaged(Encoding.UTF8.GetBytes(Header + "0,1\n"));

    static ShardPart? TryCount(byte[] content)
    {
        try
        {
            return Series.Part(content, gzip: true);
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    static void AssertDamaged(byte[] content)
    {
        var bad = Assert.Throws<BadInputException>(() => Series.Part(content, gzip: true));
        Assert.Contains("one complete gzip member", bad.Expected, StringComparison.Ordinal);
    }

    static byte[] Gzip(string text) => Series.Bytes(stream =>
    {
        using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    });
}

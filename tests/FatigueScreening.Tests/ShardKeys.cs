namespace CloudStacks.FatigueScreening.Tests;

public class ShardKeys
{
    [Theory]
    [InlineData("a/p.csv", "", "a", "p")]
    [InlineData("in/fleet/riser-7/2026-01.csv.gz", "in/fleet/", "riser-7", "2026-01")]
    [InlineData("Brent-Ø/v1.2.csv", "", "Brent-Ø", "v1.2")]
    public void NameAssetAndPeriod(string key, string prefix, string asset, string period) =>
        Assert.Equal(new ShardIdentity(asset, period), ShardIdentity.Parse(key, prefix));

    [Theory]
    [InlineData("p.csv")]
    [InlineData("a/b/p.csv")]
    [InlineData("a/p.txt")]
    [InlineData("a/.csv")]
    [InlineData("/p.csv")]
    [InlineData("../p.csv")]
    [InlineData("a/...csv.gz.csv.zip")]
    [InlineData("a\n/p.csv")]
    public void OfAnotherFormAreRefusedWithTheFormExpected(string key)
    {
        var bad = Assert.Throws<BadInputException>(() => ShardIdentity.Parse(key));
        Assert.Contains("<asset>/<period>.csv", bad.Message, StringComparison.Ordinal);
        Assert.Contains(key, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutsideThePrefixAreRefused() => Assert.Throws<BadInputException>(() => ShardIdentity.Parse("b/p.csv", "a/"));

    [Fact]
    public void SortByUtf8BytesAndNotByUtf16Units() =>
        // U+FF5E is EF BD 9E, U+1F600 is F0 9F 98 80 in UTF-8; in UTF-16 the second starts with D83D.
        Assert.Equal(["a-b", "a/", "\uFF5E", "\U0001F600"], new[] { "\U0001F600", "\uFF5E", "a/", "a-b" }.Order(Utf8Order.Comparer));
}

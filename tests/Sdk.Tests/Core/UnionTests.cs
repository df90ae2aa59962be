using Pulumi;

namespace CloudStacks.Sdk.Tests.Core;

public class UnionTests
{
    private static readonly Union<int, string> Number = 1;
    private static readonly Union<int, string> Text = "a";

    [Fact]
    public void HoldsOneOfTwoTypes()
    {
        Assert.Equal((true, false, 1), (Number.IsT0, Number.IsT1, Number.AsT0));
        Assert.Equal((false, true, "a"), (Text.IsT0, Text.IsT1, Text.AsT1));
        Assert.Throws<InvalidOperationException>(() => Number.AsT1);
        Assert.True(Text.TryPickT1(out var text, out _));
        Assert.Equal("a", text);
        Assert.False(Text.TryPickT0(out _, out _));
    }

    [Fact]
    public void MatchAndMapFollowTheTypeThatItHolds()
    {
        Assert.Equal("number 1", Number.Match(n => $"number {n}", t => $"text {t}"));
        Assert.Equal("text a", Text.Match(n => $"number {n}", t => $"text {t}"));
        Assert.Equal(2, Number.MapT0(n => n + 1).AsT0);
        Assert.Equal("A", Text.MapT1(t => "A").AsT1);
    }

    [Fact]
    public void EqualMeansTheSameTypeAndValue()
    {
        Assert.True(Number == Union<int, string>.FromT0(1));
        Assert.True(Number != Text);
        Assert.False(Union<int, int>.FromT0(1) == Union<int, int>.FromT1(1));
        Assert.Equal("System.Int32: 1", Number.ToString());
    }
}

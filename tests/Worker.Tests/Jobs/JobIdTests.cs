using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Tests.Jobs;

public sealed class JobIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("trial-2026-11")]
    [InlineData("a123456789b123456789c123456789d123456789")]
    public void AnIdIsAFewPlainLetters(string id) => Assert.Equal(id, JobId.Parse(id).Value);

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a\n")]
    [InlineData("a123456789b123456789c123456789d1234567890")]
    public void OtherTextIsRefusedByName(string id) =>
        Assert.Contains($"'{id}'", Assert.Throws<UsageException>(() => JobId.Parse(id)).Message, StringComparison.Ordinal);
}

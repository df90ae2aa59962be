using System.Text.Json;
using CloudStacks.Cli.Runbooks;

namespace CloudStacks.Cli.Tests.Runbooks;

public class JsonPathTests
{
    private static readonly JsonElement Document = JsonElement.Parse(
        """{"jobId":"j-1","jobs":[{"status":"FAILED","attempts":[{"log":"a"},{"log":"b"}]},{"status":null,"attempts":[{"log":"c"}]}],"n":3}""");

    [Theory]
    [InlineData("$.jobId", "j-1")]
    [InlineData("$.n", "3")]
    [InlineData("$.jobs[1].attempts[0].log", "c")]
    [InlineData("$.jobs[*].attempts[*].log", "a b c")]
    [InlineData("$.jobs[*].status", "FAILED")]
    [InlineData("$.jobs[7].status", "")]
    [InlineData("$.nothing.here", "")]
    public void SelectsByNameIndexAndWildcard(string path, string expected) =>
        Assert.Equal(expected, string.Join(' ', JsonPath.Texts(Document, path)));

    [Theory]
    [InlineData("jobId")]
    [InlineData("$..jobId")]
    [InlineData("$.jobs[?(@.status)]")]
    [InlineData("$.jobs[-1]")]
    public void RefusesWhatItDoesNotKnow(string path)
    {
        var exception = Assert.Throws<FormatException>(() => JsonPath.Select(Document, path));
        Assert.Contains(path, exception.Message);
    }
}

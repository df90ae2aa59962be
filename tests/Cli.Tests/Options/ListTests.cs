using System.Globalization;
using System.Text.Json;

namespace CloudStacks.Cli.Tests.Options;

public class ListTests
{
    [Fact]
    public async Task JsonIsAloneOnStandardOutput()
    {
        using var test = new TestHost();
        Assert.Equal(ExitCodes.Ok, await test.RunAsync("list", "--json"));
        var services = JsonElement.Parse(test.Output);
        Assert.Equal(13, services.GetArrayLength());
        Assert.Equal("working", services[0].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task ACultureChangesNothing(string culture)
    {
        using var plain = new TestHost();
        await plain.RunAsync("list");
        var before = CultureInfo.CurrentCulture;
        using var other = new TestHost();
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            await other.RunAsync("list");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(plain.Output, other.Output);
    }
}

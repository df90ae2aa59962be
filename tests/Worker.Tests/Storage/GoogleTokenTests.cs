using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Storage;

public sealed class GoogleTokenTests
{
    [Fact]
    public async Task ATokenIsKeptUntilShortlyBeforeItExpires()
    {
        var (clock, fetched) = (new InstantClock(), 0);
        using var tokens = new GoogleTokens(_ => Task.FromResult(new GoogleToken($"t{++fetched}", TimeSpan.FromHours(1))), clock);
        Assert.Equal("t1", await tokens.GetAsync(null, default));
        await Task.Delay(TimeSpan.FromMinutes(56), clock);
        Assert.Equal("t1", await tokens.GetAsync(null, default));
        await Task.Delay(TimeSpan.FromSeconds(16), clock);
        Assert.Equal("t2", await tokens.GetAsync(null, default));
    }

    [Fact]
    public async Task TheMetadataServerIsAskedAsGoogleDocumentsIt()
    {
        string? asked = null;
        await using var stub = await HttpStub.StartAsync((context, _) =>
        {
            asked = $"{context.Request.Path} {context.Request.Headers["Metadata-Flavor"]}";
            return HttpStub.AnswerAsync(context, 200, """{"access_token":"secret","expires_in":3599,"token_type":"Bearer"}""");
        });
        Assert.Equal(new("secret", TimeSpan.FromSeconds(3599)), await new MetadataServer(stub.Url.Authority).FetchAsync(default));
        Assert.Equal("/computeMetadata/v1/instance/service-accounts/default/token Google", asked);
    }

    [Fact]
    public async Task ARefusalOfTheMetadataServerIsQuoted()
    {
        await using var stub = await HttpStub.StartAsync((context, _) => HttpStub.AnswerAsync(context, 404, "no service account"));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => new MetadataServer(stub.Url.Authority).FetchAsync(default));
        Assert.Contains("404): no service account", failure.Message, StringComparison.Ordinal);
    }
}

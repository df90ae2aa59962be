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

    /// <summary>What a person works with who has no metadata server: the login of the official CLI.</summary>
    [Fact]
    public async Task GcloudPrintsTheTokenOfThePersonAtTheKeyboard()
    {
        using var folder = new TempFolder();
        Assert.Equal("secret auth print-access-token --quiet", (await Login(folder, "echo secret $*").FetchAsync(default)).Text);
    }

    [Fact]
    public async Task WhoIsNotLoggedInIsToldHow()
    {
        using var folder = new TempFolder();
        var failure = await Assert.ThrowsAsync<IOException>(() => Login(folder, "exit 1").FetchAsync(default));
        Assert.Contains("log in with `gcloud auth login`", failure.Message, StringComparison.Ordinal);
    }

    static GcloudLogin Login(TempFolder folder, string script)
    {
        var program = folder["gcloud"];
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new GcloudLogin(program);
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>Requests that are not signed as they should be have no effect.</summary>
public sealed class SignatureTests
{
    private const string Target = $"/{LocalStorage.Bucket}/k";

    [Fact]
    public async Task AnUnsignedRequestIsDenied()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(storage.Endpoint.Url, Target), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Forbidden, "AccessDenied"), (answer.StatusCode, await CodeAsync(answer)));
    }

    [Fact]
    public async Task WhatWasChangedAfterSigningIsRefused()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);
        var body = "body"u8.ToArray();

        using var target = await raw.SendAsync(HttpMethod.Put, Target, body, afterSigning: request => request.RequestUri = new(storage.Endpoint.Url, Target + "2"));
        using var header = await raw.SendAsync(HttpMethod.Put, Target, body, new() { ["if-none-match"] = "*" }, afterSigning: request => request.Headers.Remove("if-none-match"));
        using var added = await raw.SendAsync(HttpMethod.Put, Target, body, afterSigning: request => request.Headers.Add("x-amz-meta-a", "b"));
        using var content = await raw.SendAsync(HttpMethod.Put, Target, body, afterSigning: request => request.Content = new ByteArrayContent("BODY"u8.ToArray()));

        Assert.Equal(
            ["SignatureDoesNotMatch", "SignatureDoesNotMatch", "AccessDenied", "XAmzContentSHA256Mismatch"],
            [await CodeAsync(target), await CodeAsync(header), await CodeAsync(added), await CodeAsync(content)]);
        using var nothing = await raw.SendAsync(HttpMethod.Get, Target);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task ForeignKeysTokensClocksAndRegionsAreRefused()
    {
        await using var storage = await LocalStorage.StartAsync();
        using var foreign = new RawS3(storage.Endpoint.Url, new(storage.Worker.Principal, "ASIAFOREIGN", "secret", "token"));
        using var wrongToken = new RawS3(storage.Endpoint.Url, storage.Worker with { Token = "other" });
        using var wrongSecret = new RawS3(storage.Endpoint.Url, storage.Worker with { SecretAccessKey = "other" });
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);

        using var unknown = await foreign.SendAsync(HttpMethod.Get, Target);
        using var token = await wrongToken.SendAsync(HttpMethod.Get, Target);
        using var secret = await wrongSecret.SendAsync(HttpMethod.Get, Target);
        using var late = await raw.SendAsync(HttpMethod.Get, Target, at: TimeProvider.System.GetUtcNow().AddMinutes(-16));
        using var elsewhere = await raw.SendAsync(HttpMethod.Get, Target, afterSigning: request => request.Headers.TryAddWithoutValidation(
            "Authorization", Replace(request, LocalStorage.Region, "us-west-2")));

        Assert.Equal(
            ["InvalidAccessKeyId", "InvalidToken", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "AuthorizationHeaderMalformed"],
            [await CodeAsync(unknown), await CodeAsync(token), await CodeAsync(secret), await CodeAsync(late), await CodeAsync(elsewhere)]);
    }

    [Theory]
    [InlineData(true, "OK")]
    [InlineData(false, "SignatureDoesNotMatch")]
    public async Task EveryChunkCarriesItsSignature(bool genuine, string outcome)
    {
        await using var storage = await LocalStorage.StartAsync();
        using var raw = new RawS3(storage.Endpoint.Url, storage.Worker);
        var at = TimeProvider.System.GetUtcNow();
        const string streaming = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        var headers = new Dictionary<string, string> { ["x-amz-decoded-content-length"] = "5" };
        // The seed is the request's own signature, so the first sending only computes it.
        using var probe = await raw.SendAsync(HttpMethod.Put, Target, [], headers, streaming, at);
        var body = Chunk(raw, at, raw.Seed, genuine ? "hello" : "HELLO", "hello", out var first) + Chunk(raw, at, first, "", "", out _);

        using var answer = await raw.SendAsync(HttpMethod.Put, Target, Encoding.ASCII.GetBytes(body), headers, streaming, at);

        Assert.Equal(outcome, answer.IsSuccessStatusCode ? "OK" : await CodeAsync(answer));
        using var read = await raw.SendAsync(HttpMethod.Get, Target);
        Assert.Equal(genuine, read.IsSuccessStatusCode);
    }

    private static string Chunk(RawS3 raw, DateTimeOffset at, string previous, string sent, string signed, out string signature)
    {
        var time = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        signature = raw.SignLines(
            time, "AWS4-HMAC-SHA256-PAYLOAD", time, RawS3.Scope(time), previous, RawS3.Hex(SHA256.HashData([])), RawS3.Hex(SHA256.HashData(Encoding.ASCII.GetBytes(signed))));
        return $"{sent.Length:x};chunk-signature={signature}\r\n{sent}\r\n";
    }

    private static string Replace(HttpRequestMessage request, string from, string to)
    {
        var changed = request.Headers.NonValidated["Authorization"].ToString().Replace(from, to, StringComparison.Ordinal);
        request.Headers.Remove("Authorization");
        return changed;
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        XElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Element("Code")!.Value;
}

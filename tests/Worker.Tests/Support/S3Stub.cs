using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using CloudStacks.Worker.Storage;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>An S3 that answers as the test says.</summary>
sealed class S3Stub : IAsyncDisposable
{
    readonly HttpStub _http;
    readonly AmazonS3Client _client;

    S3Stub(HttpStub http)
    {
        _http = http;
        // No repeats, unless a test is about them: their pauses cost time.
        var config = new AmazonS3Config { ServiceURL = http.Url.AbsoluteUri, ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 1, Timeout = TimeSpan.FromSeconds(10) };
        _client = new AmazonS3Client(new BasicAWSCredentials("id", "key"), config);
        Store = new S3Store(_client, "bucket");
    }

    public S3Store Store { get; }

    public int Requests => _http.Requests;

    /// <inheritdoc cref="HttpStub.StartAsync"/>
    public static async Task<S3Stub> StartAsync(Func<HttpContext, int, Task> answer) => new(await HttpStub.StartAsync(answer));

    public static Task RefuseAsync(HttpContext context, int status, string code, string message = "no") =>
        HttpStub.AnswerAsync(context, status, $"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>{status.ToString(CultureInfo.InvariantCulture)}</RequestId></Error>");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _http.DisposeAsync();
    }
}

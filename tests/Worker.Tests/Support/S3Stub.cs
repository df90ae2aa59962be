using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using CloudStacks.Worker.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>A loopback HTTP server that answers an S3 client as the test says, request by request.</summary>
sealed class S3Stub : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly AmazonS3Client _client;
    int _requests;

    S3Stub(WebApplication app)
    {
        _app = app;
        // No repeats, unless a test is about them: their pauses cost time.
        var config = new AmazonS3Config { ServiceURL = app.Urls.Single(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 1, Timeout = TimeSpan.FromSeconds(10) };
        _client = new AmazonS3Client(new BasicAWSCredentials("id", "key"), config);
        Store = new S3Store(_client, "bucket");
    }

    public S3Store Store { get; }

    public int Requests => _requests;

    /// <param name="answer">Answers the n-th request, counted from 0.</param>
    public static async Task<S3Stub> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        S3Stub? stub = null;
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await answer(context, Interlocked.Increment(ref stub!._requests) - 1);
        });
        await app.StartAsync();
        return stub = new S3Stub(app);
    }

    public static Task AnswerAsync(HttpContext context, int status, string body = "")
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    public static Task RefuseAsync(HttpContext context, int status, string code, string message = "no") =>
        AnswerAsync(context, status, $"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>{status.ToString(CultureInfo.InvariantCulture)}</RequestId></Error>");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}

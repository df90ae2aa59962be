using Azure.Core;
using Azure.Storage.Blobs;
using CloudStacks.Worker.Storage;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>A Blob Storage that answers as the test says; pauses between repeats are short.</summary>
sealed class AzureBlobStub : IAsyncDisposable
{
    readonly HttpStub _http;

    AzureBlobStub(HttpStub http)
    {
        _http = http;
        var options = new BlobClientOptions { Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(1), Mode = RetryMode.Fixed } };
        // Without a credential the client takes plain HTTP.
        Store = new(new BlobContainerClient(new Uri(http.Url, "account/container"), options));
    }

    public AzureBlobStore Store { get; }

    public int Requests => _http.Requests;

    /// <inheritdoc cref="HttpStub.StartAsync"/>
    public static async Task<AzureBlobStub> StartAsync(Func<HttpContext, int, Task> answer) => new(await HttpStub.StartAsync(answer));

    /// <summary>A refusal with its code in a header, as the client reads it, and in XML.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string code, string message = "no")
    {
        context.Response.Headers["x-ms-error-code"] = code;
        if (HttpMethods.IsHead(context.Request.Method))
            return HttpStub.AnswerAsync(context, status);

        context.Response.ContentType = "application/xml";
        return HttpStub.AnswerAsync(context, status, $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>{message}\nRequestId:1</Message></Error>");
    }

    /// <summary>The answer to a write.</summary>
    public static Task CreatedAsync(HttpContext context, string etag = "\"0x1\"") => DescribedAsync(context, 201, etag, "");

    /// <summary>A blob.</summary>
    public static Task DescribedAsync(HttpContext context, int status, string etag, string body)
    {
        context.Response.Headers.ETag = etag;
        context.Response.Headers.LastModified = "Wed, 25 Nov 2026 00:00:00 GMT";
        context.Response.Headers["x-ms-blob-type"] = "BlockBlob";
        return HttpStub.AnswerAsync(context, status, body);
    }

    public ValueTask DisposeAsync() => _http.DisposeAsync();
}

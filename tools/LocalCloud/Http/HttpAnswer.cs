using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Http;

/// <summary>An answer before it is sent, so that it can also be lost.</summary>
internal sealed class HttpAnswer(int status) : IDisposable
{
    public int Status { get; } = status;

    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Bytes in the body; also what a HEAD tells.</summary>
    public long? Length { get; init; }

    /// <summary>Writes the body.</summary>
    public Func<Stream, CancellationToken, Task>? Body { get; init; }

    /// <summary>What the body reads from.</summary>
    public IDisposable? Source { get; init; }

    public static HttpAnswer Ok => new(StatusCodes.Status200OK);

    public static HttpAnswer NoContent => new(StatusCodes.Status204NoContent);

    /// <summary>An answer that is a document.</summary>
    public static HttpAnswer Document(int status, string type, byte[] document) =>
        new HttpAnswer(status) { Length = document.Length, Body = (body, cancelled) => body.WriteAsync(document, cancelled).AsTask() }.With("Content-Type", type);

    public HttpAnswer With(string header, string? value)
    {
        if (value is not null)
        {
            Headers[header] = value;
        }
        return this;
    }

    public async Task SendAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        foreach (var (name, value) in Headers)
        {
            http.Response.Headers[name] = value;
        }
        if (Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
        {
            http.Response.ContentLength = Length ?? 0;
        }
        if (Body is not null && !HttpMethods.IsHead(http.Request.Method))
        {
            await Body(http.Response.Body, http.RequestAborted);
        }
    }

    public void Dispose() => Source?.Dispose();
}

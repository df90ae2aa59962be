using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>A loopback HTTP server that answers as the test says, request by request.</summary>
sealed class HttpStub : IAsyncDisposable
{
    readonly WebApplication _app;
    int _requests;

    HttpStub(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public int Requests => _requests;

    /// <param name="answer">Answers the n-th request, counted from 0.</param>
    public static async Task<HttpStub> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new HttpStub(app);
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await answer(context, Interlocked.Increment(ref stub._requests) - 1);
        });
        await app.StartAsync();
        return stub;
    }

    public static Task AnswerAsync(HttpContext context, int status, string body = "")
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    /// <summary>Closes the connection without an answer.</summary>
    public static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Announces more than it sends.</summary>
    public static async Task BreakAsync(HttpContext context)
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("half");
        context.Abort();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

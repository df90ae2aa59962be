using System.Globalization;
using System.Text.Json;
using CloudStacks.Worker.Storage;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>A Cloud Storage that answers as the test says; pauses between repeats pass at once.</summary>
sealed class GcsStub : IAsyncDisposable
{
    readonly HttpStub _http;
    readonly GcsClient _client;

    GcsStub(HttpStub http, GoogleTokens? tokens)
    {
        _http = http;
        _client = new GcsClient(http.Url, tokens, Clock);
        Store = new GcsStore(_client, "bucket");
    }

    public GcsStore Store { get; }

    public int Requests => _http.Requests;

    public InstantClock Clock { get; } = new();

    /// <inheritdoc cref="HttpStub.StartAsync"/>
    public static async Task<GcsStub> StartAsync(Func<HttpContext, int, Task> answer, GoogleTokens? tokens = null) =>
        new(await HttpStub.StartAsync(answer), tokens);

    public static Task RefuseAsync(HttpContext context, int status, string message = "no") =>
        HttpStub.AnswerAsync(context, status, JsonSerializer.Serialize(new { error = new { code = status, message } }));

    /// <summary>An object's metadata, as after an upload.</summary>
    public static Task DescribeAsync(HttpContext context, string name = "k", long generation = 7) =>
        HttpStub.AnswerAsync(context, 200, Describe(name, generation));

    public static string Describe(string name, long generation = 7) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"kind":"storage#object","name":"{{name}}","size":"4","generation":"{{generation}}"}""");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _http.DisposeAsync();
    }
}

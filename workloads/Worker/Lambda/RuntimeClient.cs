using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Lambda;

/// <summary>One event for the function.</summary>
/// <param name="RequestId">The invocation's id.</param>
/// <param name="Deadline">When the function is killed.</param>
/// <param name="Payload">JSON.</param>
sealed record Invocation(string RequestId, DateTimeOffset Deadline, byte[] Payload);

/// <summary>The Runtime API of AWS Lambda, from the function's side: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</summary>
/// <param name="address">The value of <c>AWS_LAMBDA_RUNTIME_API</c>: host and port.</param>
sealed class RuntimeClient(string address) : IDisposable
{
    // The process may be frozen while it waits for an event, for hours: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next
    readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = new($"http://{address}/2018-06-01/runtime/") };

    public async Task<Invocation> NextAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "invocation/next");
        using var answer = await SendAsync(request, cancellation);
        return new(
            Header(answer, "Lambda-Runtime-Aws-Request-Id"),
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Header(answer, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture)),
            await answer.Content.ReadAsByteArrayAsync(cancellation));
    }

    public Task RespondAsync(Invocation invocation, byte[] json, CancellationToken cancellation) =>
        PostAsync($"invocation/{invocation.RequestId}/response", json, null, cancellation);

    public Task FailAsync(Invocation invocation, InvocationError error, CancellationToken cancellation) => FailAsync($"invocation/{invocation.RequestId}/error", error, cancellation);

    /// <summary>Says that the function cannot begin; the process must end after it.</summary>
    public Task FailInitAsync(InvocationError error, CancellationToken cancellation) => FailAsync("init/error", error, cancellation);

    public void Dispose() => _http.Dispose();

    Task FailAsync(string path, InvocationError error, CancellationToken cancellation) =>
        PostAsync(path, JsonSerializer.SerializeToUtf8Bytes(error, LambdaJson.Default.InvocationError), $"Function.{error.ErrorType}", cancellation);

    async Task PostAsync(string path, byte[] json, string? errorType, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (errorType is not null)
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        using var answer = await SendAsync(request, cancellation);
    }

    async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            var answer = await _http.SendAsync(request, cancellation);
            return answer.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException e)
        {
            throw new TransientException($"the Runtime API at {address} does not take {request.Method} {request.RequestUri}: {e.Message}");
        }
    }

    static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.First() : throw new InconsistentException($"the Runtime API sent an event without {name}");
}

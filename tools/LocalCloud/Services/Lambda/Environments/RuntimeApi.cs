using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Services.Lambda.Environments;

/// <summary>What the runtime is told about one invocation.</summary>
internal sealed record RuntimeEvent(string RequestId, string Payload, string FunctionArn, long DeadlineMs, string TraceId);

/// <summary>What the runtime answered: a response, or an error with its type.</summary>
internal sealed record RuntimeReply(string Payload, FunctionError? Error = null);

/// <summary>The Runtime API of one execution environment (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), on a loopback port of its own.</summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    /// <summary>The largest response in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (6 MB).</summary>
    public const int LargestPayload = 6 * 1024 * 1024;

    private const string Version = "/2018-06-01/runtime/";

    private readonly Channel<RuntimeEvent> _events = Channel.CreateUnbounded<RuntimeEvent>();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RuntimeReply> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoopbackServer? _server;
    private volatile Pending? _current;

    private RuntimeApi()
    {
    }

    /// <summary>The value of AWS_LAMBDA_RUNTIME_API.</summary>
    public string Address => _server!.Url.Authority;

    /// <summary>Done once the runtime has asked for its first event: the end of the init phase.</summary>
    public Task Ready => _asked.Task;

    /// <summary>Done where the runtime reports that it cannot be initialised.</summary>
    public Task<RuntimeReply> InitError => _initError.Task;

    public static async Task<RuntimeApi> StartAsync(CancellationToken cancellationToken)
    {
        var api = new RuntimeApi();
        api._server = await LoopbackServer.StartAsync(api.AnswerAsync, cancellationToken);
        return api;
    }

    /// <summary>Hands an event to the runtime; done with its reply.</summary>
    public Task<RuntimeReply> DeliverAsync(RuntimeEvent invocation)
    {
        var pending = new Pending(invocation.RequestId, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _current = pending;
        _events.Writer.TryWrite(invocation);
        return pending.Reply.Task;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        var parts = path.StartsWith(Version, StringComparison.Ordinal) ? path[Version.Length..].Split('/') : [];
        return (http.Request.Method, parts) switch
        {
            ("GET", ["invocation", "next"]) => NextAsync(http),
            ("POST", ["invocation", var id, "response"]) => ReplyAsync(http, id, isError: false),
            ("POST", ["invocation", var id, "error"]) => ReplyAsync(http, id, isError: true),
            ("POST", ["init", "error"]) => InitErrorAsync(http),
            _ => RefuseAsync(http, StatusCodes.Status404NotFound, "NotFound", $"{http.Request.Method} {path} is not modelled"),
        };
    }

    private async Task NextAsync(HttpContext http)
    {
        _asked.TrySetResult();
        var next = await _events.Reader.ReadAsync(http.RequestAborted);
        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = next.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = next.DeadlineMs.ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = next.FunctionArn;
        headers["Lambda-Runtime-Trace-Id"] = next.TraceId;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(next.Payload, http.RequestAborted);
    }

    private async Task ReplyAsync(HttpContext http, string requestId, bool isError)
    {
        var body = await ReadAsync(http);
        if (_current is not { } pending || pending.RequestId != requestId)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "InvalidRequestID", $"{requestId} is not the invocation that runs");
        }
        else if (body is null)
        {
            pending.Reply.TrySetResult(TooLarge());
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", TooLarge().Error!.Message);
        }
        else
        {
            pending.Reply.TrySetResult(isError ? ErrorOf(http, body) : new(body));
            await AcceptAsync(http);
        }
    }

    private async Task InitErrorAsync(HttpContext http)
    {
        _initError.TrySetResult(ErrorOf(http, await ReadAsync(http) ?? ""));
        await AcceptAsync(http);
    }

    private static async Task<string?> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var count)
        {
            if (body.Length + count > LargestPayload)
            {
                return null;
            }
            body.Write(buffer, 0, count);
        }
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static RuntimeReply ErrorOf(HttpContext http, string body)
    {
        var header = http.Request.Headers["Lambda-Runtime-Function-Error-Type"].ToString();
        var (type, message) = ReportedError.Read(body);
        return new(body.Length == 0 ? "{}" : body, new(type ?? (header.Length > 0 ? header : "Runtime.Unknown"), message ?? "", Reported: true));
    }

    private static RuntimeReply TooLarge()
    {
        var error = new FunctionError("Function.ResponseSizeTooLarge", $"Response payload size exceeded maximum allowed payload size ({LargestPayload} bytes).", Reported: false);
        return new(ReportedError.Write(error), error);
    }

    private static Task AcceptAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return http.Response.WriteAsync("""{"status":"OK"}""", http.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext http, int status, string type, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(JsonSerializer.Serialize(new Dictionary<string, string> { ["errorType"] = type, ["errorMessage"] = message }), http.RequestAborted);
    }

    private sealed record Pending(string RequestId, TaskCompletionSource<RuntimeReply> Reply);
}

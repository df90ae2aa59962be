using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Signing;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Services.Sqs;

/// <summary>
/// The part of SQS's API that tasks call, AWS JSON 1.0 over http on loopback (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html):
/// signatures and permissions are checked as on AWS, everything else is refused by name.
/// </summary>
internal sealed class SqsEndpoint : IAsyncDisposable
{
    private const string Target = "AmazonSQS.";
    private const int LargestRequest = 2 * Queue.LargestMessageBytes;

    private readonly MessageQueues _queues;
    private readonly IamAuthorizer _authorizer;
    private readonly SignatureVerifier _signatures;
    private LoopbackServer? _server;

    private SqsEndpoint(MessageQueues queues, AwsCloud aws, TimeProvider clock) =>
        (_queues, _authorizer, _signatures) = (queues, aws.Authorizer, new(aws.Vault, "sqs", aws.Region, clock));

    /// <summary>Where it listens.</summary>
    public Uri Url => _server!.Url;

    /// <summary>Starts the endpoint on a port that the system chooses.</summary>
    public static async Task<SqsEndpoint> StartAsync(MessageQueues queues, AwsCloud aws, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var endpoint = new SqsEndpoint(queues, aws, clock);
        endpoint._server = await LoopbackServer.StartAsync(endpoint.HandleAsync, cancellationToken);
        return endpoint;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task HandleAsync(HttpContext http)
    {
        var (status, answer) = await AnswerAsync(http);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/x-amz-json-1.0";
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private async Task<(int Status, JsonObject Answer)> AnswerAsync(HttpContext http)
    {
        try
        {
            var body = await ReadAsync(http);
            var signature = _signatures.Verify(SignedRequest.Parse(http), Convert.ToHexStringLower(SHA256.HashData(body)));
            return (StatusCodes.Status200OK, Answer(signature.Principal, http.Request.Headers["X-Amz-Target"].ToString(), JsonNode.Parse(body) as JsonObject ?? []));
        }
        catch (RequestRefusal refusal)
        {
            return (refusal.Status, Error(refusal.Code, refusal.Message));
        }
        catch (SqsException refusal)
        {
            return (StatusCodes.Status400BadRequest, Error(refusal.Code, refusal.Message));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            return (StatusCodes.Status400BadRequest, Error("InvalidParameterValue", $"the body is not the request's JSON: {failure.Message}"));
        }
    }

    private JsonObject Answer(Principal caller, string target, JsonObject request)
    {
        var operation = target.StartsWith(Target, StringComparison.Ordinal) ? target[Target.Length..] : target;
        if (operation != "ChangeMessageVisibility")
        {
            throw new SqsException("UnsupportedOperation", $"the local cloud does not model {operation}; it models ChangeMessageVisibility");
        }
        var queue = Find(Required(request, "QueueUrl"));
        var decision = _authorizer.Authorize(new(caller, "sqs:" + operation, queue.Arn, AuthorizationRequest.NoContext));
        if (!decision.Allowed)
        {
            throw RequestRefusal.AccessDenied(decision.Message);
        }
        _queues.ChangeVisibility(queue.Arn, Required(request, "ReceiptHandle"), (int?)request["VisibilityTimeout"] ?? throw Missing("VisibilityTimeout"));
        return [];
    }

    // Of a queue's URL account and name count; the host is that of the endpoint which the SDK was told.
    private Queue Find(string url) => Uri.TryCreate(url, UriKind.Absolute, out var wanted) && _queues.All.FirstOrDefault(queue => new Uri(queue.Url).AbsolutePath == wanted.AbsolutePath) is { } found
        ? found
        : throw SqsException.NoQueue(url);

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var count)
        {
            body.Write(buffer, 0, count);
            if (body.Length > LargestRequest)
            {
                throw new RequestRefusal(StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", $"the request is longer than {LargestRequest} bytes");
            }
        }
        return body.ToArray();
    }

    private static string Required(JsonObject request, string member) => (string?)request[member] ?? throw Missing(member);

    private static SqsException Missing(string member) => new("MissingParameter", $"The request must contain the parameter {member}.");

    private static JsonObject Error(string code, string message) => new() { ["__type"] = "com.amazonaws.sqs#" + code, ["message"] = message };
}

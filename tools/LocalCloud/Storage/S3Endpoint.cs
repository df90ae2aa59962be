using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Xml.Linq;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Signing;
using CloudStacks.LocalCloud.Storage.Payload;
using CloudStacks.LocalCloud.Storage.Signing;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>
/// The part of S3 that the worker and the runbooks use, over http on loopback: every request is authenticated and authorised as in S3,
/// and refused by name where it asks for more.
/// </summary>
public sealed class S3Endpoint : IAsyncDisposable
{
    private readonly S3EndpointOptions _options;
    private readonly SignatureVerifier _signatures;
    private readonly RequestFaults _faults;
    private readonly ImmutableHashSet<string> _buckets;
    private LoopbackServer? _server;

    private S3Endpoint(S3EndpointOptions options)
    {
        _options = options;
        _signatures = new(options.Vault, "s3", options.Region, options.Clock);
        _faults = new(options.Faults);
        _buckets = [.. options.State.OfType("aws:s3/bucket:Bucket").Select(bucket => bucket.Text("bucket") ?? bucket.Id)];
    }

    /// <summary>Told of every object that was made, before the request is answered; a service may listen. Must not throw.</summary>
    internal Action<ObjectCreated>? ObjectCreated { get; set; }

    /// <summary>Where it listens.</summary>
    public Uri Url => _server!.Url;

    /// <summary>Starts the endpoint on a port that the system chooses.</summary>
    public static async Task<S3Endpoint> StartAsync(S3EndpointOptions options, CancellationToken cancellationToken = default)
    {
        var endpoint = new S3Endpoint(options);
        endpoint._server = await LoopbackServer.StartAsync(endpoint.HandleAsync, cancellationToken);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task HandleAsync(HttpContext http)
    {
        var requestId = RandomNumberGenerator.GetHexString(16);
        try
        {
            using var answer = await AnswerAsync(http, requestId);
            if (answer is null)
            {
                http.Abort();
                return;
            }
            await answer.With("x-amz-request-id", requestId).With("x-amz-id-2", requestId).SendAsync(http);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is nobody to answer.
        }
    }

    // Null stands for an answer that is lost.
    private async Task<S3Answer?> AnswerAsync(HttpContext http, string requestId)
    {
        try
        {
            var request = S3Request.Parse(http);
            var operation = S3Operations.Find(request);
            var payload = request.Header(PayloadKind.Header) ?? "";
            var signature = _signatures.Verify(request, payload);
            var fault = signature.Principal.Kind == PrincipalKind.Operator ? RequestFault.None : _faults.Next(Subject(operation, request), operation.Shape.Writes);
            await Task.Delay(fault.Delay, _options.Clock, http.RequestAborted);
            var call = Open(request, operation, new RequestBody(request, PayloadKind.Parse(payload), signature), signature.Principal, http.RequestAborted);
            var answer = await (fault.Error ? throw S3Exception.SlowDown() : operation.ExecuteAsync(call));
            if (!fault.Lost)
            {
                return answer;
            }
            answer.Dispose();
            return null;
        }
        catch (RequestRefusal refusal)
        {
            return Refuse(refusal, http, requestId);
        }
        catch (BadHttpRequestException broken)
        {
            return Refuse(S3Exception.IncompleteBody(broken.Message), http, requestId);
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested)
        {
            // Such as a full disk or a file that is no object: the message names it, and the client may try again.
            return Refuse(new RequestRefusal(StatusCodes.Status500InternalServerError, "InternalError", fault.Message), http, requestId);
        }
    }

    private S3Call Open(S3Request request, IS3Operation operation, RequestBody body, Principal caller, CancellationToken cancelled) => _buckets.Contains(request.Bucket)
        ? new(request, caller, body, _options.Files.Bucket(request.Bucket), _options.Authorizer, _options.Clock, cancelled)
        {
            Created = described => ObjectCreated?.Invoke(new(request.Bucket, described, operation.Name)),
        }
        : throw S3Exception.NoSuchBucket(request.Bucket);

    private static string Subject(IS3Operation operation, S3Request request) =>
        $"{operation.Name} {request.Bucket}/{(request.Key.Length > 0 ? request.Key : request.Parameter("prefix"))}";

    private static S3Answer Refuse(RequestRefusal refusal, HttpContext http, string requestId) =>
        S3Answer.Xml(refusal.Status, new XElement(
            "Error",
            new XElement("Code", refusal.Code),
            new XElement("Message", refusal.Message),
            new XElement("Resource", http.Request.Path.Value),
            new XElement("RequestId", requestId),
            new XElement("HostId", requestId)));
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Xml.Linq;
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
public sealed class S3Endpoint : StoreEndpoint
{
    private readonly S3EndpointOptions _options;
    private readonly SignatureVerifier _signatures;
    private readonly ImmutableHashSet<string> _buckets;

    private S3Endpoint(S3EndpointOptions options) : base(options.Faults, options.Clock)
    {
        _options = options;
        _signatures = new(options.Vault, "s3", options.Region, options.Clock);
        _buckets = [.. options.State.OfType("aws:s3/bucket:Bucket").Select(bucket => bucket.Text("bucket") ?? bucket.Id)];
    }

    /// <summary>Told of every object that was made, before the request is answered; a service may listen. Must not throw.</summary>
    internal Action<ObjectCreated>? ObjectCreated { get; set; }

    /// <summary>Starts the endpoint on a port that the system chooses.</summary>
    public static async Task<S3Endpoint> StartAsync(S3EndpointOptions options, CancellationToken cancellationToken = default)
    {
        var endpoint = new S3Endpoint(options);
        await endpoint.ListenAsync(cancellationToken);
        return endpoint;
    }

    private protected override RequestRefusal Busy => S3Exception.SlowDown();

    private protected override RequestRefusal Incomplete(string message) => S3Exception.IncompleteBody(message);

    private protected override StoreCall Read(HttpContext http)
    {
        var request = S3Request.Parse(http);
        var operation = S3Operations.Find(request);
        var payload = request.Header(PayloadKind.Header) ?? "";
        var signature = _signatures.Verify(request, payload);
        return new(Subject(operation, request), operation.Shape.Writes, signature.Principal.Kind == PrincipalKind.Operator, async () =>
        {
            var body = new RequestBody(request, PayloadKind.Parse(payload), signature);
            return Identified(await operation.ExecuteAsync(Open(request, operation, body, signature.Principal, http.RequestAborted)), RequestId());
        });
    }

    private protected override HttpAnswer Refuse(RequestRefusal refusal, HttpContext http)
    {
        var requestId = RequestId();
        return Identified(S3Xml.Answer(refusal.Status, new XElement(
            "Error",
            new XElement("Code", refusal.Code),
            new XElement("Message", refusal.Message),
            new XElement("Resource", http.Request.Path.Value),
            new XElement("RequestId", requestId),
            new XElement("HostId", requestId))), requestId);
    }

    private S3Call Open(S3Request request, IS3Operation operation, RequestBody body, Principal caller, CancellationToken cancelled) => _buckets.Contains(request.Bucket)
        ? new(request, caller, body, _options.Files.Bucket(request.Bucket), _options.Authorizer, _options.Clock, cancelled)
        {
            Created = described => ObjectCreated?.Invoke(new(request.Bucket, described, operation.Name)),
        }
        : throw S3Exception.NoSuchBucket(request.Bucket);

    private static string Subject(IS3Operation operation, S3Request request) =>
        $"{operation.Name} {request.Bucket}/{(request.Key.Length > 0 ? request.Key : request.Parameter("prefix"))}";

    private static string RequestId() => RandomNumberGenerator.GetHexString(16);

    private static HttpAnswer Identified(HttpAnswer answer, string requestId) => answer.With("x-amz-request-id", requestId).With("x-amz-id-2", requestId);
}

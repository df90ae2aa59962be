using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Google;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>What the Cloud Storage endpoint is built from.</summary>
/// <param name="State">What is deployed; only the buckets in it exist.</param>
/// <param name="Files">Where their objects are.</param>
/// <param name="Iam">Decides every request.</param>
/// <param name="Tokens">The tokens that requests carry.</param>
/// <param name="Faults">The faults that strike tasks; the person at the keyboard is spared.</param>
/// <param name="Clock">The clock.</param>
public sealed record GcsEndpointOptions(StackState State, ObjectFiles Files, GoogleIam Iam, TokenVault Tokens, FaultPlan Faults, TimeProvider Clock);

/// <summary>
/// The part of Cloud Storage's JSON API that the worker and the runbooks use, over http on loopback: every request is authenticated and authorised,
/// and refused by name where it asks for more.
/// </summary>
public sealed class GcsEndpoint : StoreEndpoint
{
    private static readonly ImmutableArray<IGcsOperation> Operations = [new ReadObjects(), new ListObjects(), new InsertObject()];

    // What every request may ask for about its answer.
    private static readonly ImmutableArray<string> Common = ["alt", "fields", "prettyPrint"];

    // Headers that would change the meaning of a request.
    private static readonly ImmutableArray<string> Meaningful = ["range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since"];

    private readonly GcsEndpointOptions _options;
    private readonly Generations _generations;
    private readonly ImmutableHashSet<string> _buckets;

    private GcsEndpoint(GcsEndpointOptions options) : base(options.Faults, options.Clock)
    {
        _options = options;
        _generations = new(options.Clock);
        _buckets = [.. options.State.OfType("gcp:storage/bucket:Bucket").Select(bucket => bucket.Text("name") ?? bucket.Id)];
    }

    /// <summary>Told of every object that was made, before the request is answered; a service may listen. Must not throw.</summary>
    internal Action<ObjectCreated>? ObjectCreated { get; set; }

    /// <summary>Starts the endpoint on a port that the system chooses.</summary>
    public static async Task<GcsEndpoint> StartAsync(GcsEndpointOptions options, CancellationToken cancellationToken = default)
    {
        var endpoint = new GcsEndpoint(options);
        await endpoint.ListenAsync(cancellationToken);
        return endpoint;
    }

    private protected override RequestRefusal Busy => GcsRefusal.Busy();

    private protected override RequestRefusal Incomplete(string message) => GcsRefusal.Invalid(message);

    private protected override HttpAnswer Refuse(RequestRefusal refusal, HttpContext http) => GcsResource.Refuse(refusal, http.Request.Query["alt"] == "media");

    private protected override StoreCall Read(HttpContext http)
    {
        var request = GcsRequest.Parse(http);
        var operation = Find(request);
        var caller = _options.Tokens.Authenticate(request.Sent.Header("Authorization"), GcsRefusal.LoginRequired, GcsRefusal.InvalidToken);
        var subject = $"{operation.Name} {request.Bucket}/{request.Name ?? request.Parameter("name") ?? request.Parameter("prefix")}";
        return new(subject, operation.Writes, caller.Kind == PrincipalKind.Operator, () => _buckets.Contains(request.Bucket)
            ? operation.ExecuteAsync(new(request, caller, _options.Files.Bucket(request.Bucket), _options.Iam, _generations, http.RequestAborted)
            {
                Created = described => ObjectCreated?.Invoke(new(request.Bucket, described, operation.Name)),
            })
            : throw GcsRefusal.NoSuchBucket(request.Bucket));
    }

    private static IGcsOperation Find(GcsRequest request)
    {
        var operation = Operations.FirstOrDefault(candidate => candidate.Fits(request))
            ?? throw GcsRefusal.NotModelled($"{request.Method} {(request.Name is null ? "on a bucket's objects" : "on an object")}");
        var unknown = request.Sent.Query.Select(parameter => parameter.Key).FirstOrDefault(name => !Common.Contains(name) && !operation.Parameters.Contains(name));
        return unknown is not null ? throw GcsRefusal.NotModelled($"the parameter '{unknown}' of {operation.Name}")
            : Meaningful.FirstOrDefault(name => request.Sent.Header(name) is not null) is { } header ? throw GcsRefusal.NotModelled($"the header '{header}' of {operation.Name}")
            : request.Parameter("alt") is not (null or "json" or "media") and var alt ? throw GcsRefusal.NotModelled($"alt={alt}")
            : operation;
    }
}

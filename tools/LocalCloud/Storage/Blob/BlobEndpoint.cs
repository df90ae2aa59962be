using System.Collections.Concurrent;
using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>What the Blob Storage endpoint is built from.</summary>
/// <param name="State">What is deployed; only the containers in it exist.</param>
/// <param name="DataRoot">Under it, in <c>blob/</c>, is a folder for each account.</param>
/// <param name="Rbac">Decides every request.</param>
/// <param name="Tokens">The tokens that requests carry.</param>
/// <param name="Certificate">What it shows to clients, which send tokens over https only.</param>
/// <param name="Faults">The faults that strike tasks; the person at the keyboard is spared.</param>
/// <param name="Clock">The clock.</param>
public sealed record BlobEndpointOptions(StackState State, string DataRoot, AzureRbac Rbac, TokenVault Tokens, LoopbackCertificate Certificate, FaultPlan Faults, TimeProvider Clock);

/// <summary>
/// The part of Blob Storage that the worker uses, over https on loopback: every request is authenticated and authorised, and refused by name where it
/// asks for more.
/// </summary>
public sealed class BlobEndpoint : StoreEndpoint
{
    private static readonly ImmutableArray<IBlobOperation> Operations = [new ReadBlob(), new ListBlobs(), new PutBlob()];

    // Headers that change nothing: which version of the protocol, and what to call the request.
    private static readonly ImmutableArray<string> Common = ["x-ms-version", "x-ms-client-request-id", "x-ms-return-client-request-id", "x-ms-date"];

    private readonly BlobEndpointOptions _options;
    private readonly Generations _generations;
    private readonly ConcurrentDictionary<string, ObjectFiles> _accounts = new(StringComparer.Ordinal);
    private readonly ImmutableDictionary<(string Account, string Container), string> _scopes;

    private BlobEndpoint(BlobEndpointOptions options) : base(options.Faults, options.Clock)
    {
        (_options, _generations) = (options, new(options.Clock));
        _scopes = options.State.OfType("azure-native:storage:BlobContainer").ToImmutableDictionary(container => ContainerOf(container.Id), container => container.Id);
    }

    private protected override RequestRefusal Busy => BlobRefusal.Busy();

    /// <summary>Starts the endpoint on a port that the system chooses.</summary>
    public static async Task<BlobEndpoint> StartAsync(BlobEndpointOptions options, CancellationToken cancellationToken = default)
    {
        var endpoint = new BlobEndpoint(options);
        await endpoint.ListenAsync(cancellationToken, options.Certificate);
        return endpoint;
    }

    /// <summary>Where an account is.</summary>
    public Uri UrlOf(string account) => new(Url, account);

    private protected override RequestRefusal Incomplete(string message) => BlobRefusal.InvalidInput(message);

    private protected override HttpAnswer Refuse(RequestRefusal refusal, HttpContext http) => BlobXml.Refuse(refusal, HttpMethods.IsHead(http.Request.Method));

    private protected override StoreCall Read(HttpContext http)
    {
        var request = BlobRequest.Parse(http);
        var operation = Find(request);
        var caller = _options.Tokens.Authenticate(request.Header("Authorization"), BlobRefusal.NoToken, BlobRefusal.InvalidToken);
        var subject = $"{operation.Name} {request.Account}/{request.Container}/{request.Name ?? request.Parameter("prefix")}";
        return new(subject, operation.Writes, caller.Kind == PrincipalKind.Operator, () => _scopes.TryGetValue((request.Account, request.Container), out var scope)
            ? operation.ExecuteAsync(new(request, caller, scope, FilesOf(request), _options.Rbac, _generations, http.RequestAborted))
            : throw BlobRefusal.NoSuchContainer(request.Account, request.Container));
    }

    private static IBlobOperation Find(BlobRequest request)
    {
        var operation = Operations.FirstOrDefault(candidate => candidate.Fits(request))
            ?? throw BlobRefusal.NotModelled($"{request.Method} {(request.Name is null ? "on a container" : "on a blob")}{(request.Parameter("comp") is { } comp ? $" with comp={comp}" : "")}");
        var parameter = request.Sent.Query.Select(parameter => parameter.Key).FirstOrDefault(name => !operation.Parameters.Contains(name));
        return parameter is not null ? throw BlobRefusal.NotModelled($"the parameter '{parameter}' of {operation.Name}")
            : request.Sent.Http.Headers.Keys.Select(name => name.ToLowerInvariant()).FirstOrDefault(name => ChangesMeaning(name) && !operation.Headers.Contains(name)) is { } header
            ? throw BlobRefusal.NotModelled($"the header '{header}' of {operation.Name}")
            : operation;
    }

    private static bool ChangesMeaning(string header) =>
        header is "range" || header.StartsWith("if-", StringComparison.Ordinal) || (header.StartsWith("x-ms-", StringComparison.Ordinal) && !Common.Contains(header));

    private BucketFiles FilesOf(BlobRequest request) =>
        _accounts.GetOrAdd(request.Account, account => new(_options.DataRoot, Path.Combine("blob", account))).Bucket(request.Container);

    // …/storageAccounts/ACCOUNT/blobServices/default/containers/CONTAINER
    private static (string Account, string Container) ContainerOf(string id) => id.Split('/') is [.., "storageAccounts", var account, "blobServices", "default", "containers", var container]
        ? (account, container)
        : throw new IdentityException($"'{id}' is not the resource id of a container");
}

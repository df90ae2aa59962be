using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>What the credentials endpoint is built from.</summary>
/// <param name="Authorizer">Knows the roles and whom they trust.</param>
/// <param name="Vault">Where the storage endpoint finds what is issued here.</param>
/// <param name="S3">The storage endpoint that tasks are sent to.</param>
/// <param name="Region">The region that tasks run in.</param>
/// <param name="Clock">The clock.</param>
public sealed record CredentialsEndpointOptions(IamAuthorizer Authorizer, CredentialVault Vault, Uri S3, string Region, TimeProvider Clock);

/// <summary>
/// Hands out role credentials to containers as ECS and Fargate do: every SDK fetches them from AWS_CONTAINER_CREDENTIALS_FULL_URI
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html). Secrets never stand in an environment or an argument.
/// </summary>
public sealed class CredentialsEndpoint : IAsyncDisposable
{
    // ECS gives six hours and SDKs fetch anew before the end; the credentials themselves live as long as the session.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(6);

    private readonly CredentialsEndpointOptions _options;
    private readonly TokenFile _token = new();
    private readonly ConcurrentDictionary<Principal, string> _paths = new();
    private readonly ConcurrentDictionary<string, SessionCredentials> _issued = new();
    private LoopbackServer? _server;

    private CredentialsEndpoint(CredentialsEndpointOptions options) => _options = options;

    /// <summary>Starts the endpoint.</summary>
    public static async Task<CredentialsEndpoint> StartAsync(CredentialsEndpointOptions options, CancellationToken cancellationToken = default)
    {
        var endpoint = new CredentialsEndpoint(options);
        endpoint._server = await LoopbackServer.StartAsync(endpoint.AnswerAsync, cancellationToken);
        return endpoint;
    }

    /// <summary>
    /// The environment of a task that runs under a role. Throws <see cref="IdentityException"/> where the role's trust policy does not let
    /// the service assume it.
    /// </summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="servicePrincipal">The service that starts the task, such as <c>ecs-tasks.amazonaws.com</c>.</param>
    /// <param name="sourceArn">The resource on whose behalf it does, for trust policies that ask for aws:SourceArn.</param>
    public IReadOnlyDictionary<string, string> IssueFor(string roleArn, string servicePrincipal, string? sourceArn = null)
    {
        var decision = _options.Authorizer.CheckTrust(roleArn, servicePrincipal, sourceArn);
        return decision.Allowed ? Environment(new(PrincipalKind.Role, roleArn)) : throw new IdentityException(decision.Message);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        _token.Dispose();
    }

    private ImmutableSortedDictionary<string, string> Environment(Principal principal) => new Dictionary<string, string>
    {
        ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = new Uri(_server!.Url, PathFor(principal)).AbsoluteUri,
        ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = _token.FilePath,
        ["AWS_ENDPOINT_URL_S3"] = _options.S3.AbsoluteUri.TrimEnd('/'),
        ["AWS_REGION"] = _options.Region,
        // Without it an SDK that finds no credentials waits for 169.254.169.254.
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    // The path cannot be guessed, so a task that holds the token still reaches its own role only.
    private string PathFor(Principal principal) => _paths.GetOrAdd(principal, who =>
    {
        var path = $"/v2/credentials/{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        _issued[path] = _options.Vault.Issue(who);
        return path;
    });

    private Task AnswerAsync(HttpContext http)
    {
        var presented = http.Request.Headers.Authorization.ToString();
        var (status, answer) =
            presented.Length == 0 ? (StatusCodes.Status401Unauthorized, Failure("MissingToken", "the Authorization header is missing"))
            : !_token.Matches(presented) ? (StatusCodes.Status403Forbidden, Failure("InvalidToken", "the Authorization header is not this session's token"))
            : !HttpMethods.IsGet(http.Request.Method) || !_issued.TryGetValue(http.Request.Path.Value ?? "", out var issued)
                ? (StatusCodes.Status404NotFound, Failure("NoCredentials", "no credentials were issued under this path"))
            : (StatusCodes.Status200OK, Describe(issued));
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(answer, http.RequestAborted);
    }

    private Dictionary<string, string> Describe(SessionCredentials issued) => new()
    {
        ["RoleArn"] = issued.Principal.Id,
        ["AccessKeyId"] = issued.AccessKeyId,
        ["SecretAccessKey"] = issued.SecretAccessKey,
        ["Token"] = issued.Token,
        ["Expiration"] = _options.Clock.GetUtcNow().Add(Lifetime).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, string> Failure(string code, string message) => new() { ["code"] = code, ["message"] = message };
}

using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Identity.Google;

/// <summary>Where a stack's tasks are, as the metadata server tells them.</summary>
public sealed record GoogleProject(string Id, string Number);

/// <summary>
/// The metadata servers of a session, one for each identity that tasks have, because a task finds its own by host and port alone
/// (<c>GCE_METADATA_HOST</c>). https://docs.cloud.google.com/run/docs/container-contract
/// </summary>
public sealed class MetadataServers : IAsyncDisposable
{
    private ImmutableDictionary<string, LoopbackServer> _servers = ImmutableDictionary<string, LoopbackServer>.Empty;

    private MetadataServers()
    {
    }

    /// <summary>Starts the servers of all identities.</summary>
    public static async Task<MetadataServers> StartAsync(
        IEnumerable<Principal> identities, GoogleProject project, TokenVault tokens, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var servers = new MetadataServers();
        foreach (var identity in identities.Distinct())
        {
            var answers = new MetadataAnswers(identity, project, tokens, clock);
            servers._servers = servers._servers.Add(identity.Id, await LoopbackServer.StartAsync(answers.SendAsync, cancellationToken));
        }
        return servers;
    }

    /// <summary>Host and port of an identity's server; null where there is no such identity.</summary>
    public string? HostOf(string id) => _servers.GetValueOrDefault(id)?.Url.Authority;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }
    }
}

/// <summary>What one identity's metadata server says.</summary>
internal sealed class MetadataAnswers(Principal identity, GoogleProject project, TokenVault tokens, TimeProvider clock)
{
    private const string Flavor = "Metadata-Flavor";
    private const string Account = "/computeMetadata/v1/instance/service-accounts/default/";

    // A token is given again until it has less than five minutes: https://docs.cloud.google.com/compute/docs/access/authenticate-workloads
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private AccessToken? _token;

    public Task SendAsync(HttpContext http)
    {
        http.Response.Headers[Flavor] = "Google";
        var (status, type, body) = Answer(http.Request);
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        return http.Response.WriteAsync(body, http.RequestAborted);
    }

    private (int Status, string Type, string Body) Answer(HttpRequest request) =>
        // Libraries find out by the root, without the header, that this is a metadata server.
        request.Path.Value is "/" ? Text("computeMetadata/\n")
        : request.Headers[Flavor] != "Google" ? (StatusCodes.Status403Forbidden, "text/plain", "Missing Metadata-Flavor:Google header.")
        : !HttpMethods.IsGet(request.Method) ? (StatusCodes.Status405MethodNotAllowed, "text/plain", "expected GET")
        : request.Path.Value switch
        {
            Account + "token" => (StatusCodes.Status200OK, "application/json", Token()),
            Account + "email" => Text(identity.Kind == PrincipalKind.Workload ? WorkloadIdentity.PoolOf(project) : identity.Id),
            "/computeMetadata/v1/project/project-id" => Text(project.Id),
            "/computeMetadata/v1/project/numeric-project-id" => Text(project.Number),
            var path => (StatusCodes.Status404NotFound, "text/plain", $"the local cloud's metadata server has no {path}"),
        };

    private static (int Status, string Type, string Body) Text(string body) => (StatusCodes.Status200OK, "application/text", body);

    private string Token()
    {
        lock (_gate)
        {
            if (_token is null || _token.ExpiresAt - clock.GetUtcNow() < Kept)
            {
                _token = tokens.Issue(identity);
            }
            var seconds = (int)(_token.ExpiresAt - clock.GetUtcNow()).TotalSeconds;
            return string.Create(CultureInfo.InvariantCulture, $$"""{"access_token":"{{_token.Text}}","expires_in":{{seconds}},"token_type":"Bearer"}""");
        }
    }
}

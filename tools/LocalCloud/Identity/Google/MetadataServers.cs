using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Identity.Google;

/// <summary>Where a stack's tasks are, as the metadata server tells them.</summary>
public sealed record GoogleProject(string Id, string Number);

/// <summary>
/// The metadata servers of a session, one for each service account, because a task finds its own by host and port alone
/// (<c>GCE_METADATA_HOST</c>). https://docs.cloud.google.com/run/docs/container-contract
/// </summary>
public sealed class MetadataServers : IAsyncDisposable
{
    private ImmutableDictionary<string, LoopbackServer> _servers = ImmutableDictionary<string, LoopbackServer>.Empty;

    private MetadataServers()
    {
    }

    /// <summary>Starts the servers of all accounts.</summary>
    public static async Task<MetadataServers> StartAsync(
        IEnumerable<string> accounts, GoogleProject project, TokenVault tokens, TimeProvider clock, CancellationToken cancellationToken = default)
    {
        var servers = new MetadataServers();
        foreach (var account in accounts.Distinct(StringComparer.Ordinal))
        {
            var answers = new MetadataAnswers(new(PrincipalKind.ServiceAccount, account), project, tokens, clock);
            servers._servers = servers._servers.Add(account, await LoopbackServer.StartAsync(answers.SendAsync, cancellationToken));
        }
        return servers;
    }

    /// <summary>Host and port of an account's server; null where the account does not exist.</summary>
    public string? HostOf(string account) => _servers.GetValueOrDefault(account)?.Url.Authority;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }
    }
}

/// <summary>What one account's metadata server says.</summary>
internal sealed class MetadataAnswers(Principal account, GoogleProject project, TokenVault tokens, TimeProvider clock)
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
            Account + "email" => Text(account.Id),
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
                _token = tokens.Issue(account);
            }
            var seconds = (int)(_token.ExpiresAt - clock.GetUtcNow()).TotalSeconds;
            return string.Create(CultureInfo.InvariantCulture, $$"""{"access_token":"{{_token.Text}}","expires_in":{{seconds}},"token_type":"Bearer"}""");
        }
    }
}

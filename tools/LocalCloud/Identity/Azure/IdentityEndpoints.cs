using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Identity.Azure;

/// <summary>
/// The endpoints that hand out the tokens of a session's managed identities, one for each identity, because a task finds its own by address alone. Each
/// answers as App Service does and as a virtual machine does, whose form nodes of Batch and container groups have too.
/// </summary>
public sealed class IdentityEndpoints : IAsyncDisposable
{
    private ImmutableDictionary<string, (LoopbackServer Server, IdentityAnswers Answers)> _endpoints;

    private IdentityEndpoints() => _endpoints = ImmutableDictionary.Create<string, (LoopbackServer, IdentityAnswers)>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts the endpoints of all identities.</summary>
    public static async Task<IdentityEndpoints> StartAsync(IEnumerable<AzureIdentity> identities, TokenVault tokens, CancellationToken cancellationToken = default)
    {
        var endpoints = new IdentityEndpoints();
        foreach (var identity in identities)
        {
            var answers = new IdentityAnswers(identity, tokens);
            endpoints._endpoints = endpoints._endpoints.Add(identity.Id, (await LoopbackServer.StartAsync(answers.SendAsync, cancellationToken), answers));
        }
        return endpoints;
    }

    /// <summary>The variables by which a function finds the tokens of an identity: https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference.</summary>
    /// <param name="identity">The identity's resource id.</param>
    public Dictionary<string, string> OfApp(string identity) => new(StringComparer.Ordinal)
    {
        ["IDENTITY_ENDPOINT"] = new Uri(Find(identity).Server.Url, IdentityAnswers.AppPath).AbsoluteUri,
        ["IDENTITY_HEADER"] = Find(identity).Answers.Secret,
    };

    /// <summary>The variable by which a task on a virtual machine or in a container group finds the tokens of an identity, in place of 169.254.169.254.</summary>
    /// <param name="identity">The identity's resource id.</param>
    public Dictionary<string, string> OfMachine(string identity) => new(StringComparer.Ordinal)
    {
        ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = Find(identity).Server.Url.AbsoluteUri.TrimEnd('/'),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var (server, _) in _endpoints.Values)
        {
            await server.DisposeAsync();
        }
    }

    private (LoopbackServer Server, IdentityAnswers Answers) Find(string identity) =>
        _endpoints.TryGetValue(identity, out var found) ? found : throw new IdentityException($"the managed identity '{identity}' does not exist in this stack");
}

/// <summary>What one identity's endpoint says.</summary>
internal sealed class IdentityAnswers(AzureIdentity identity, TokenVault tokens)
{
    public const string AppPath = "/msi/token";

    /// <summary>What the tokens are for.</summary>
    public const string Resource = "https://storage.azure.com";

    private const string MachinePath = "/metadata/identity/oauth2/token";

    // The worker quotes a refusal as it is.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a function must send, so that nobody can make it ask for somebody else.</summary>
    public string Secret { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public Task SendAsync(HttpContext http)
    {
        var (status, body) = Answer(http.Request);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(body.ToJsonString(Readable), http.RequestAborted);
    }

    private (int Status, JsonObject Body) Answer(HttpRequest request) => request.Path.Value switch
    {
        _ when !HttpMethods.IsGet(request.Method) => (StatusCodes.Status405MethodNotAllowed, Error("invalid_request", "expected GET")),
        AppPath when request.Headers["X-IDENTITY-HEADER"] != Secret => (StatusCodes.Status401Unauthorized, Error("unauthorized", "the header X-IDENTITY-HEADER is not IDENTITY_HEADER")),
        // Without an id it means the identity that an app has by itself, and programs declare theirs.
        AppPath when request.Query["client_id"].Count == 0 => Refused("the app has no system-assigned identity; ask with client_id"),
        AppPath => Token(request, "2019-08-01"),
        MachinePath when request.Headers["Metadata"] != "true" => Refused("the header Metadata: true is missing"),
        MachinePath => Token(request, "2018-02-01"),
        // Azure's own libraries look for another kind of credentials first and go on where they are refused.
        var path => (StatusCodes.Status400BadRequest, Error("invalid_request", $"the local cloud has no {path}")),
    };

    private (int Status, JsonObject Body) Token(HttpRequest request, string version)
    {
        var (resource, client) = (request.Query["resource"].ToString().TrimEnd('/'), request.Query["client_id"].ToString());
        return request.Query["api-version"] != version ? Refused($"api-version={request.Query["api-version"]}; expected {version}")
            : client.Length > 0 && !client.Equals(identity.ClientId, StringComparison.OrdinalIgnoreCase) ? Refused($"Identity not found: no identity here has the client id {client}; '{identity.Name}' has {identity.ClientId}")
            : resource != Resource ? Refused($"resource={resource}; the local cloud gives tokens for {Resource}")
            : (StatusCodes.Status200OK, Describe(tokens.Issue(identity.Principal)));
    }

    private JsonObject Describe(AccessToken token) => new()
    {
        ["access_token"] = token.Text,
        ["client_id"] = identity.ClientId,
        ["expires_on"] = token.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["resource"] = Resource,
        ["token_type"] = "Bearer",
    };

    private static (int Status, JsonObject Body) Refused(string words) => (StatusCodes.Status400BadRequest, Error("invalid_request", words));

    private static JsonObject Error(string error, string words) => new() { ["error"] = error, ["error_description"] = words };
}

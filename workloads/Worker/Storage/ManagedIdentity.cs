using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure.Core;

namespace CloudStacks.Worker.Storage;

/// <summary>
/// Tokens of a managed identity. App Service and Functions name their endpoint in variables
/// (https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference); nodes of Batch and container groups have that of virtual machines
/// (https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token).
/// </summary>
/// <param name="endpoint">With its api-version.</param>
/// <param name="header">What proves that the request was not made by somebody who can only make a server send one.</param>
/// <param name="secret">The header's value; never to be written anywhere.</param>
/// <param name="clientId">Which of several identities; null or empty where there is one.</param>
sealed class ManagedIdentity(Uri endpoint, string header, string secret, string? clientId)
{
    static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>The identity that variables tell of, with the names that Azure's own libraries read; null where there are none.</summary>
    /// <param name="variable">Reads a variable; null or empty where it is not set.</param>
    public static ManagedIdentity? From(Func<string, string?> variable)
    {
        var clientId = variable("AZURE_CLIENT_ID");
        return (variable("IDENTITY_ENDPOINT"), variable("IDENTITY_HEADER"), variable("AZURE_POD_IDENTITY_AUTHORITY_HOST")) switch
        {
            ({ Length: > 0 } endpoint, { Length: > 0 } secret, _) => new(new($"{endpoint}?api-version=2019-08-01"), "X-IDENTITY-HEADER", secret, clientId),
            (_, _, { Length: > 0 } host) => OfMachine(clientId, host),
            _ => null,
        };
    }

    /// <summary>The identity of the virtual machine or container group that this process runs on.</summary>
    public static ManagedIdentity OfMachine(string? clientId, string host = "http://169.254.169.254") =>
        new(new($"{host.TrimEnd('/')}/metadata/identity/oauth2/token?api-version=2018-02-01"), "Metadata", "true", clientId);

    /// <summary>
    /// Fetches a token. Throws <see cref="UnauthorizedAccessException"/> where the task has no such identity, and <see cref="IOException"/>, after which the
    /// client asks again, where the endpoint is not ready.
    /// </summary>
    public async Task<AccessToken> FetchAsync(string resource, CancellationToken cancellation)
    {
        var query = $"&resource={Uri.EscapeDataString(resource)}{(string.IsNullOrEmpty(clientId) ? "" : $"&client_id={Uri.EscapeDataString(clientId)}")}";
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint.AbsoluteUri + query);
        request.Headers.Add(header, secret);
        try
        {
            using var answer = await Http.SendAsync(request, cancellation);
            var body = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode ? Read(body) : throw Refusal(answer.StatusCode, body);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new IOException($"{endpoint.Authority} gives no token: {e.Message}", e);
        }
    }

    static AccessToken Read(string body) => JsonSerializer.Deserialize(body, AzureJson.Default.ManagedIdentityToken) is { AccessToken.Length: > 0 } token
        ? new(token.AccessToken, DateTimeOffset.FromUnixTimeSeconds(long.Parse(token.ExpiresOn, NumberStyles.None, CultureInfo.InvariantCulture)))
        : throw new JsonException("the answer has no access_token");

    // Which answers pass: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
    Exception Refusal(HttpStatusCode status, string body)
    {
        var words = $"{endpoint.Authority} gives no token ({(int)status}): {body.Trim()}";
        return status is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            ? new IOException(words)
            : new UnauthorizedAccessException($"{words}; the task needs a managed identity, and AZURE_CLIENT_ID must be its client id where there are several");
    }
}

using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.LocalCloud.Tests.Storage.Blob;

namespace CloudStacks.LocalCloud.Tests.Identity;

/// <summary>The endpoints that hand out tokens of managed identities.</summary>
public sealed class AzureIdentityTests : IAsyncLifetime
{
    private readonly TokenVault _tokens = new(TimeProvider.System, "eyJ.local.");
    private readonly HttpClient _http = new();
    private IdentityEndpoints _endpoints = null!;

    public async ValueTask InitializeAsync() => _endpoints = await IdentityEndpoints.StartAsync(AzureIdentity.In(LocalBlob.State()), _tokens);

    public async ValueTask DisposeAsync()
    {
        await _endpoints.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference</summary>
    [Theory]
    [InlineData("&client_id=" + LocalBlob.Client, true, 200, LocalBlob.Client)]
    [InlineData("&client_id=other", true, 400, "no identity here has the client id other; 'worker' has " + LocalBlob.Client)]
    [InlineData("", true, 400, "no system-assigned identity")]
    [InlineData("&client_id=" + LocalBlob.Client, false, 401, "X-IDENTITY-HEADER")]
    public async Task AFunctionAsksWithItsHeaderAndAClientId(string query, bool sendsHeader, int expected, string words)
    {
        var variables = _endpoints.OfApp(LocalBlob.IdentityId);
        var (status, body) = await AskAsync($"{variables["IDENTITY_ENDPOINT"]}?api-version=2019-08-01&resource=https://storage.azure.com{query}", "X-IDENTITY-HEADER", sendsHeader ? variables["IDENTITY_HEADER"] : "guess");
        Assert.Equal(expected, status);
        Assert.Contains(words, body, StringComparison.Ordinal);
    }

    /// <summary>https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token</summary>
    [Theory]
    [InlineData("api-version=2018-02-01&resource=https://storage.azure.com/", "true", 200, "access_token")]
    [InlineData("api-version=2018-02-01&resource=https://storage.azure.com&client_id=" + LocalBlob.Client, "true", 200, "access_token")]
    [InlineData("api-version=2018-02-01&resource=https://storage.azure.com&client_id=other", "true", 400, "Identity not found")]
    [InlineData("api-version=2018-02-01&resource=https://storage.azure.com", "no", 400, "Metadata: true")]
    [InlineData("api-version=2018-02-01&resource=https://vault.azure.net", "true", 400, "https://vault.azure.net")]
    [InlineData("resource=https://storage.azure.com", "true", 400, "expected 2018-02-01")]
    public async Task AMachineAsksWithTheHeaderMetadata(string query, string metadata, int expected, string words)
    {
        var host = _endpoints.OfMachine(LocalBlob.IdentityId)["AZURE_POD_IDENTITY_AUTHORITY_HOST"];
        var (status, body) = await AskAsync($"{host}/metadata/identity/oauth2/token?{query}", "Metadata", metadata);
        Assert.Equal(expected, status);
        Assert.Contains(words, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATokenIsThatOfTheIdentity()
    {
        var host = _endpoints.OfMachine(LocalBlob.IdentityId.ToUpperInvariant())["AZURE_POD_IDENTITY_AUTHORITY_HOST"];
        var (_, body) = await AskAsync($"{host}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://storage.azure.com", "Metadata", "true");
        Assert.Equal(new(PrincipalKind.ManagedIdentity, LocalBlob.Principal), _tokens.Find((string)JsonNode.Parse(body)!["access_token"]!));
    }

    [Fact]
    public void AnIdentityThatIsNotDeclaredIsNamed() => Assert.Contains("'other'", Assert.Throws<IdentityException>(() => _endpoints.OfMachine("other")).Message, StringComparison.Ordinal);

    private async Task<(int Status, string Body)> AskAsync(string url, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { header, value } } };
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

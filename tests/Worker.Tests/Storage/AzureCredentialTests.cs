using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Storage;

/// <summary>Where tokens of Azure come from.</summary>
public sealed class AzureCredentialTests
{
    const string Resource = "https://storage.azure.com";
    const string Answer = """{"access_token":"secret","expires_on":"1795608000","resource":"https://storage.azure.com","token_type":"Bearer"}""";

    /// <summary>https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference</summary>
    [Fact]
    public async Task AppServiceIsAskedWithTheHeaderThatItGave()
    {
        var (asked, token) = await AskAsync(url => ManagedIdentity.From(Variables(("IDENTITY_ENDPOINT", $"{url}msi/token"), ("IDENTITY_HEADER", "h"), ("AZURE_CLIENT_ID", "c"))), "X-IDENTITY-HEADER");
        Assert.Equal("/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fstorage.azure.com&client_id=c h", asked);
        Assert.Equal(("secret", DateTimeOffset.FromUnixTimeSeconds(1795608000)), (token.Token, token.ExpiresOn));
    }

    /// <summary>https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token</summary>
    [Fact]
    public async Task AMachineIsAskedWithTheHeaderMetadata()
    {
        var (asked, token) = await AskAsync(url => ManagedIdentity.From(Variables(("AZURE_POD_IDENTITY_AUTHORITY_HOST", $"{url}"))), "Metadata");
        Assert.Equal("/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fstorage.azure.com true", asked);
        Assert.Equal("secret", token.Token);
    }

    [Fact]
    public void WithoutVariablesThereIsNoService() => Assert.Null(ManagedIdentity.From(Variables(("IDENTITY_ENDPOINT", "http://127.0.0.1/"))));

    [Theory]
    [InlineData(400, typeof(UnauthorizedAccessException))]
    [InlineData(404, typeof(IOException))]
    [InlineData(429, typeof(IOException))]
    [InlineData(500, typeof(IOException))]
    public async Task ARefusalIsQuotedAndWorthARepeatWhereItPasses(int status, Type expected)
    {
        await using var stub = await HttpStub.StartAsync((context, _) => HttpStub.AnswerAsync(context, status, "Identity not found"));
        var failure = await Assert.ThrowsAsync(expected, () => ManagedIdentity.From(Variables(("AZURE_POD_IDENTITY_AUTHORITY_HOST", $"{stub.Url}")))!.FetchAsync(Resource, default));
        Assert.Contains($"({status}): Identity not found", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>What a person works with who has no managed identity: the login of the official CLI.</summary>
    [Fact]
    public async Task AzPrintsTheTokenOfThePersonAtTheKeyboard()
    {
        using var folder = new TempFolder();
        var login = new AzLogin(folder.Script("az", """printf '{"accessToken":"%s","expiresOn":"2026-11-25 01:00:00.000000","expires_on":1795608000}' "$*" """));
        var token = await login.FetchAsync(Resource, default);
        Assert.Equal(($"account get-access-token --resource {Resource} --output json", 1795608000), (token.Token, token.ExpiresOn.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData("exit 1", "log in with `az login`")]
    [InlineData("""echo '{"accessToken":"t","expiresOn":"2023-01-01 01:00:00"}'""", "expected version 2.54.0")]
    [InlineData("echo hello", "log in with `az login`")]
    public async Task WhoIsNotLoggedInIsToldHow(string script, string expected)
    {
        using var folder = new TempFolder();
        var failure = await Assert.ThrowsAsync<UnauthorizedAccessException>(() => new AzLogin(folder.Script("az", script)).FetchAsync(Resource, default));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "https://account1.blob.core.windows.net/")]
    [InlineData("", "https://account1.blob.core.windows.net/")]
    [InlineData("https://account1.blob.core.usgovcloudapi.net", "https://account1.blob.core.usgovcloudapi.net/")]
    [InlineData("https://127.0.0.1:10000/account1", "https://127.0.0.1:10000/account1")]
    public void AnEndpointBelongsToItsAccount(string? variable, string expected) => Assert.Equal(expected, AzureBlobClients.EndpointOf("account1", variable).AbsoluteUri);

    [Theory]
    [InlineData("http://127.0.0.1:10000/account1")]
    [InlineData("https://127.0.0.1:10000/account2")]
    [InlineData("https://account2.blob.core.windows.net")]
    [InlineData("account1")]
    public void AnotherEndpointIsRefusedByName(string variable) =>
        Assert.Contains($"{AzureBlobClients.Endpoint} = {variable}", Assert.Throws<UsageException>(() => AzureBlobClients.EndpointOf("account1", variable)).Message, StringComparison.Ordinal);

    [Fact]
    public void AMissingFileOfCertificatesIsNamed() =>
        Assert.Contains("SSL_CERT_FILE = /no/such.pem", Assert.Throws<UsageException>(() => AzureBlobClients.Trusted("/no/such.pem")).Message, StringComparison.Ordinal);

    static async Task<(string Asked, Azure.Core.AccessToken Token)> AskAsync(Func<Uri, ManagedIdentity?> create, string header)
    {
        var asked = "";
        await using var stub = await HttpStub.StartAsync((context, _) =>
        {
            asked = $"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers[header]}";
            return HttpStub.AnswerAsync(context, 200, Answer);
        });
        var token = await create(stub.Url)!.FetchAsync(Resource, default);
        return (asked, token);
    }

    static Func<string, string?> Variables(params (string Name, string Value)[] variables) => name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}

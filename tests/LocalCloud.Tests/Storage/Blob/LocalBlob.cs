using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.LocalCloud.Storage.Blob;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Blob;

/// <summary>A running Blob Storage endpoint over a folder of its own, with an identity <c>worker</c> that has some roles.</summary>
internal sealed class LocalBlob : IAsyncDisposable
{
    public const string Account = "fleet";
    public const string Container = "fleet-data";
    public const string Reader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
    public const string Contributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
    public const string Principal = "11111111-0000-0000-0000-000000000001";
    public const string Client = "22222222-0000-0000-0000-000000000001";
    public const string AccountId = $"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/{Account}";
    public const string ContainerId = $"{AccountId}/blobServices/default/containers/{Container}";
    public const string IdentityId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/worker";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("blob-test-");
    private readonly LoopbackCertificate _certificate = LoopbackCertificate.Create(TimeProvider.System);
    private readonly TokenVault _tokens = new(TimeProvider.System, "eyJ.local.");
    private readonly HttpClient _http;
    private BlobEndpoint _endpoint = null!;

    private LocalBlob() => _http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == _certificate.Certificate.Thumbprint });

    /// <summary>The worker's own store, signed in as the identity.</summary>
    public AzureBlobStore Store => Open(Container);

    public TokenVault Tokens => _tokens;

    public static StackState State(string role = Contributor, string scope = ContainerId) => new("azure-batch", "test",
    [
        Resource("azure-native:storage:BlobContainer", ContainerId, []),
        Identity(),
        Resource("azure-native:authorization:RoleAssignment", "grant", new() { ["principalId"] = Principal, ["scope"] = scope, ["roleDefinitionId"] = $"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/{role}" }),
    ], []);

    public static DeployedResource Identity() => Resource("azure-native:managedidentity:UserAssignedIdentity", IdentityId, new() { ["name"] = "worker", ["clientId"] = Client, ["principalId"] = Principal });

    public static DeployedResource Resource(string type, string id, JsonObject outputs) => new($"urn:pulumi:test::test::{type}::{id}", type, id.Split('/')[^1], id, null, outputs, outputs, [], new(), 0);

    public static async Task<LocalBlob> StartAsync(StackState? state = null, string faults = "")
    {
        var (local, deployed) = (new LocalBlob(), state ?? State());
        local._endpoint = await BlobEndpoint.StartAsync(new(deployed, local._folder.FullName, new AzureRbac(deployed), local._tokens, local._certificate, FaultPlan.Parse(faults), TimeProvider.System));
        return local;
    }

    /// <summary>A container, declared or not, as the identity sees it.</summary>
    public AzureBlobStore Open(string container) => new(AzureBlobClients.Open(
        _endpoint.UrlOf(Account), container, new AzureCredential((_, _) => Task.FromResult(new Azure.Core.AccessToken(Token(), TimeProvider.System.GetUtcNow().AddHours(1)))), _certificate.AsTrusted()));

    /// <summary>Sends one request as it is written, below the account; a token of null sends the identity's own.</summary>
    public async Task<(int Status, string Body, HttpResponseHeaders Headers)> SendAsync(HttpMethod method, string target, string? token = null, string? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{_endpoint.UrlOf(Account)}/{target}")) { Content = body is null ? null : new StringContent(body) };
        if (token != "")
        {
            request.Headers.Authorization = new("Bearer", token ?? Token());
        }
        foreach (var header in headers)
        {
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        }
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers);
    }

    /// <summary>Writes a block blob and gives its ETag.</summary>
    public async Task<(int Status, string? ETag)> PutAsync(string name, string text, params string[] headers)
    {
        var (status, _, sent) = await SendAsync(HttpMethod.Put, $"{Container}/{name}", body: text, headers: ["x-ms-blob-type: BlockBlob", .. headers]);
        return (status, sent.ETag?.Tag);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _endpoint.DisposeAsync();
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Token() => _tokens.Issue(new(PrincipalKind.ManagedIdentity, Principal)).Text;
}

using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Google;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.LocalCloud.Storage.Gcs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Gcs;

/// <summary>A running Cloud Storage endpoint over a folder of its own, with an account <c>worker</c> that has some roles on the bucket.</summary>
internal sealed class LocalGcs : IAsyncDisposable
{
    public const string Bucket = "fleet-data";
    public const string Worker = "worker@p.iam.gserviceaccount.com";
    public const string Project = "p";

    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http = new();
    private readonly GcsClient _client;

    private LocalGcs(DirectoryInfo folder, GcsEndpoint endpoint, TokenVault tokens, GoogleIam iam, TimeProvider clock)
    {
        (_folder, Endpoint, Tokens, Iam) = (folder, endpoint, tokens, iam);
        _client = new(endpoint.Url, new(_ => Task.FromResult(new GoogleToken(Tokens.Issue(Account).Text, TimeSpan.FromHours(1))), clock), clock);
        Store = new(_client, Bucket);
    }

    public GcsEndpoint Endpoint { get; }

    public TokenVault Tokens { get; }

    public GoogleIam Iam { get; }

    /// <summary>The worker's own store, signed in as the account.</summary>
    public GcsStore Store { get; }

    private static Principal Account { get; } = new(PrincipalKind.ServiceAccount, Worker);

    public static StackState State(params string[] roles) => new("gcp-cloud-run", "test",
    [
        Resource("gcp:storage/bucket:Bucket", Bucket, new() { ["name"] = Bucket, ["project"] = Project }),
        Resource("gcp:serviceaccount/account:Account", "worker", new() { ["email"] = Worker, ["project"] = Project }),
        .. roles.Select(role => Resource("gcp:storage/bucketIAMMember:BucketIAMMember", role, new() { ["bucket"] = Bucket, ["role"] = role, ["member"] = $"serviceAccount:{Worker}" })),
    ], []);

    public static DeployedResource Resource(string type, string name, JsonObject outputs) => new($"urn:pulumi:test::test::{type}::{name}", type, name, name, null, outputs, outputs, [], new(), 0);

    public static async Task<LocalGcs> StartAsync(StackState? state = null, string faults = "", string? dataRoot = null, TimeProvider? clock = null)
    {
        var folder = dataRoot is null ? Directory.CreateTempSubdirectory("gcs-test-") : new DirectoryInfo(dataRoot);
        var time = clock ?? TimeProvider.System;
        var (deployed, tokens) = (state ?? State("roles/storage.objectViewer", "roles/storage.objectCreator"), new TokenVault(time));
        var iam = new GoogleIam(deployed);
        var endpoint = await GcsEndpoint.StartAsync(new(deployed, new ObjectFiles(folder.FullName, "gcs"), iam, tokens, FaultPlan.Parse(faults), time));
        return new(folder, endpoint, tokens, iam, time);
    }

    /// <summary>Sends one request as it is written; a token of null sends the account's own.</summary>
    public async Task<(int Status, string Body, HttpResponseHeaders Headers)> SendAsync(HttpMethod method, string target, string? token = null, string? body = null, string? header = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Endpoint.Url, target)) { Content = body is null ? null : new StringContent(body) };
        if (token != "")
        {
            request.Headers.Authorization = new("Bearer", token ?? Tokens.Issue(Account).Text);
        }
        if (header?.Split(": ") is [var name, var value])
        {
            request.Headers.Add(name, value);
        }
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers);
    }

    public async Task<JsonNode> JsonAsync(string target) => await SendAsync(HttpMethod.Get, target) is (200, var body, _) ? JsonNode.Parse(body)! : throw new InvalidOperationException(target);

    /// <summary>Writes an object and gives its generation.</summary>
    public async Task<string> PutAsync(string name, string text, string condition = "")
    {
        var (status, body, _) = await SendAsync(HttpMethod.Post, $"/upload/storage/v1/b/{Bucket}/o?uploadType=media&name={Uri.EscapeDataString(name)}{condition}", body: text);
        return status == 200 ? (string)JsonNode.Parse(body)!["generation"]! : throw new InvalidOperationException($"{status}: {body}");
    }

    /// <summary>Stops the endpoint and leaves the folder, as the death of the process does.</summary>
    public async Task<string> StopAsync()
    {
        _client.Dispose();
        _http.Dispose();
        await Endpoint.DisposeAsync();
        return _folder.FullName;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }
}

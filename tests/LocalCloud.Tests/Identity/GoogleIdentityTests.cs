using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Google;
using CloudStacks.LocalCloud.Tests.Storage.Gcs;
using CloudStacks.LocalCloud.Tests.Tasks;

namespace CloudStacks.LocalCloud.Tests.Identity;

/// <summary>Grants by binding, and how a task comes by its account's token.</summary>
public sealed class GoogleIdentityTests
{
    private static readonly Principal Worker = new(PrincipalKind.ServiceAccount, LocalGcs.Worker);

    [Fact]
    public void GrantOnTheProjectReachesEveryBucket()
    {
        var iam = new GoogleIam(State(("gcp:projects/iAMMember:IAMMember", "project", "p", "roles/storage.objectViewer")));
        Assert.True(iam.Check(Worker, "storage.objects.get", "projects/_/buckets/b/objects/o").Allowed);
        Assert.False(iam.Check(Worker, "storage.objects.create", "projects/_/buckets/b/objects/o").Allowed);
        Assert.False(iam.Check(Worker with { Id = "other@p" }, "storage.objects.get", "projects/_/buckets/b/objects/o").Allowed);
    }

    [Fact]
    public void GrantOnABucketReachesThatBucketOnly()
    {
        var iam = new GoogleIam(State(("gcp:storage/bucketIAMMember:BucketIAMMember", "bucket", "b", "roles/storage.objectViewer")));
        Assert.True(iam.Check(Worker, "storage.objects.list", "projects/_/buckets/b").Allowed);
        Assert.True(iam.Check(Worker, "storage.objects.get", "projects/_/buckets/b/objects/o").Allowed);
        Assert.False(iam.Check(Worker, "storage.objects.get", "projects/_/buckets/b2/objects/o").Allowed);
    }

    [Fact]
    public void RoleThatIsNotModelledIsRefusedByName()
    {
        var refusal = Assert.Throws<IdentityException>(() => new GoogleIam(State(("gcp:projects/iAMMember:IAMMember", "project", "p", "roles/owner"))));
        Assert.Contains("grants the role 'roles/owner'; the local cloud models roles/", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConditionIsRefusedByName()
    {
        var state = State(("gcp:projects/iAMMember:IAMMember", "project", "p", "roles/storage.objectViewer"));
        state.Resources[0].Outputs["condition"] = new JsonObject { ["expression"] = "true" };
        Assert.Contains("has a condition", Assert.Throws<IdentityException>(() => new GoogleIam(state)).Message, StringComparison.Ordinal);
    }

    /// <summary>https://docs.cloud.google.com/run/docs/container-contract; libraries find out by the root whether there is a metadata server.</summary>
    [Theory]
    [InlineData("/", false, 200, "computeMetadata")]
    [InlineData("/computeMetadata/v1/project/project-id", false, 403, "Metadata-Flavor:Google")]
    [InlineData("/computeMetadata/v1/project/project-id", true, 200, "p")]
    [InlineData("/computeMetadata/v1/project/numeric-project-id", true, 200, "42")]
    [InlineData("/computeMetadata/v1/instance/service-accounts/default/email", true, 200, LocalGcs.Worker)]
    [InlineData("/computeMetadata/v1/instance/service-accounts/default/identity", true, 404, "has no /computeMetadata")]
    public async Task MetadataServerAnswers(string path, bool flavor, int status, string expected)
    {
        await using var servers = await MetadataServers.StartAsync([Worker], new("p", "42"), new(TimeProvider.System), TimeProvider.System);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{servers.HostOf(LocalGcs.Worker)}{path}");
        if (flavor)
        {
            request.Headers.Add("Metadata-Flavor", "Google");
        }
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("Google", answer.Headers.GetValues("Metadata-Flavor").Single());
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccountsHaveServersAndTokensOfTheirOwnAndATokenIsGivenAgainUntilItsLastMinutes()
    {
        var clock = new ManualClock();
        var vault = new TokenVault(clock);
        await using var servers = await MetadataServers.StartAsync([Worker with { Id = "a@p" }, Worker with { Id = "b@p" }], new("p", "42"), vault, clock);
        var first = await TokenAsync(servers, "a@p");
        Assert.Equal("a@p", vault.Find(first)!.Id);
        Assert.Equal("b@p", vault.Find(await TokenAsync(servers, "b@p"))!.Id);
        clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal(first, await TokenAsync(servers, "a@p"));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotEqual(first, await TokenAsync(servers, "a@p"));
        Assert.Null(servers.HostOf("c@p"));
    }

    private static async Task<string> TokenAsync(MetadataServers servers, string account)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "Metadata-Flavor", "Google" } } };
        var body = await http.GetStringAsync(new Uri($"http://{servers.HostOf(account)}/computeMetadata/v1/instance/service-accounts/default/token"), TestContext.Current.CancellationToken);
        return (string)JsonNode.Parse(body)!["access_token"]!;
    }

    private static StackState State((string Type, string Place, string Value, string Role) grant) => new("gcp-cloud-run", "test",
    [
        LocalGcs.Resource(grant.Type, "grant", new() { [grant.Place] = grant.Value, ["role"] = grant.Role, ["member"] = $"serviceAccount:{LocalGcs.Worker}" }),
    ], []);
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Identity;

/// <summary>Container credentials: who gets them, and who does not.</summary>
public sealed class CredentialsEndpointTests
{
    private const string Ecs = "ecs-tasks.amazonaws.com";

    [Fact]
    public async Task ATaskFetchesItsRolesCredentialsWithTheToken()
    {
        await using var storage = await LocalStorage.StartAsync();
        var environment = storage.Credentials.IssueFor(StateBuilder.RoleArn("worker"), Ecs);

        var answer = await AskAsync(environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"], await TokenAsync(environment));
        var issued = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(StateBuilder.RoleArn("worker"), issued["RoleArn"]!.GetValue<string>());
        Assert.Equal(storage.Worker.AccessKeyId, issued["AccessKeyId"]!.GetValue<string>());
        Assert.Equal(storage.Endpoint.Url.AbsoluteUri.TrimEnd('/'), environment["AWS_ENDPOINT_URL_S3"]);
        Assert.Equal((LocalStorage.Region, "true"), (environment["AWS_REGION"], environment["AWS_EC2_METADATA_DISABLED"]));
    }

    [Fact]
    public async Task WithoutTheTokenOrThePathThereAreNone()
    {
        await using var storage = await LocalStorage.StartAsync();
        var environment = storage.Credentials.IssueFor(StateBuilder.RoleArn("worker"), Ecs);
        var url = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"];

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(url, null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(url, "guess")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(new Uri(new Uri(url), "/v2/credentials/other").AbsoluteUri, await TokenAsync(environment))).StatusCode);
    }

    [Fact]
    public async Task TheEnvironmentHoldsNoSecretAndTheTokenFileIsTheOwnersAlone()
    {
        var storage = await LocalStorage.StartAsync();
        var environment = storage.Credentials.IssueFor(StateBuilder.RoleArn("worker"), Ecs);
        var (file, worker) = (environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"], storage.Worker);

        Assert.DoesNotContain(environment.Values, value => value.Contains(worker.SecretAccessKey, StringComparison.Ordinal) || value.Contains(worker.Token, StringComparison.Ordinal));
        Assert.DoesNotContain(worker.SecretAccessKey, worker.ToString(), StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        await storage.DisposeAsync();
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("lambda.amazonaws.com", null, false)]
    [InlineData(Ecs, null, false)]
    [InlineData(Ecs, "arn:aws:ecs:eu-central-1:123456789012:task/x", true)]
    [InlineData(Ecs, "arn:aws:ecs:eu-central-1:210987654321:task/x", false)]
    public void OnlyTheServiceThatTheTrustPolicyNamesMayAssumeTheRole(string service, string? source, bool allowed)
    {
        var authorizer = new IamAuthorizer(new StateBuilder().AddRoleTrusting("worker", """
            { "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole",
              "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" }, "ArnLike": { "aws:SourceArn": "arn:aws:ecs:*:123456789012:*" } } }
            """).Build());

        Assert.Equal(allowed, authorizer.CheckTrust(StateBuilder.RoleArn("worker"), service, source).Allowed);
    }

    [Fact]
    public async Task ARefusedRoleIsNamedWithPrincipalAndAction()
    {
        await using var storage = await LocalStorage.StartAsync();

        var trust = Assert.Throws<IdentityException>(() => storage.Credentials.IssueFor(StateBuilder.RoleArn("worker"), "lambda.amazonaws.com"));
        var absent = Assert.Throws<IdentityException>(() => storage.Credentials.IssueFor(StateBuilder.RoleArn("absent"), Ecs));

        Assert.Equal(
            $"AccessDenied: lambda.amazonaws.com may not sts:AssumeRole on {StateBuilder.RoleArn("worker")}: no statement allows it (add the service to the trust policy of role 'worker')",
            trust.Message);
        Assert.Contains("not deployed", absent.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> AskAsync(string url, string? token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = token is null ? null : AuthenticationHeaderValue.Parse(token);
        return await http.GetAsync(new Uri(url), Cancelled);
    }

    private static Task<string> TokenAsync(IReadOnlyDictionary<string, string> environment) =>
        File.ReadAllTextAsync(environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"], Cancelled);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;
}

using System.Text;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Blob;

/// <summary>Who may do what in a container, and what somebody who may not is told.</summary>
public sealed class BlobAccessTests
{
    [Fact]
    public async Task ReadersMayNotWrite()
    {
        await using var storage = await LocalBlob.StartAsync(LocalBlob.State(LocalBlob.Reader));
        Assert.Null(await storage.Store.HeadAsync("a"));
        Assert.Empty(await storage.Store.ListAsync("").ToListAsync());
        await RefusedAsync(() => storage.Store.PutIfAbsentAsync("a", Encoding.UTF8.GetBytes("text")), "AuthorizationPermissionMismatch", "blobs/add/action", LocalBlob.ContainerId, "assign it Storage Blob Data Contributor");
    }

    [Theory]
    [InlineData(LocalBlob.AccountId)]
    [InlineData("/subscriptions/s/resourceGroups/G")]
    public async Task ARoleHoldsForAllBelowItsScope(string scope)
    {
        await using var storage = await LocalBlob.StartAsync(LocalBlob.State(scope: scope));
        Assert.Equal(PutOutcome.Created, await storage.Store.PutIfAbsentAsync("a", Encoding.UTF8.GetBytes("text")));
    }

    [Theory]
    [InlineData(LocalBlob.ContainerId + "-2")]
    [InlineData("/subscriptions/s/resourceGroups/g2")]
    public async Task AndForNothingBesideIt(string scope)
    {
        await using var storage = await LocalBlob.StartAsync(LocalBlob.State(scope: scope));
        await RefusedAsync(() => storage.Store.ReadAsync("a"), "blobs/read", LocalBlob.ContainerId, "assign it Storage Blob Data Reader");
    }

    [Theory]
    [InlineData("", "NoAuthenticationInformation")]
    [InlineData("made-up", "InvalidAuthenticationInfo")]
    public async Task WithoutATokenOfThisSessionNothingIsToldAbout(string token, string code)
    {
        await using var storage = await LocalBlob.StartAsync();
        var (status, body, headers) = await storage.SendAsync(HttpMethod.Get, $"{LocalBlob.Container}?restype=container&comp=list", token);
        Assert.Equal((401, code), (status, headers.GetValues("x-ms-error-code").Single()));
        Assert.Contains($"<Code>{code}</Code>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyContainersThatTheProgramDeclaresExist()
    {
        await using var storage = await LocalBlob.StartAsync();
        var failure = await Assert.ThrowsAsync<StoreException>(() => storage.Open("other").ReadAsync("a"));
        Assert.Equal(StoreProblem.NoSuchStore, failure.Problem);
        Assert.Contains("ContainerNotFound", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARoleThatIsNotModelledIsRefusedByName()
    {
        var failure = Assert.Throws<IdentityException>(() => new AzureRbac(LocalBlob.State("b7e6dc6d-f1e8-4753-8033-0f276bb0955b")));
        Assert.Contains("'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'", failure.Message, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(Func<Task> request, params string[] expected)
    {
        var refusal = await Assert.ThrowsAsync<StoreException>(request);
        Assert.Equal(StoreProblem.AccessDenied, refusal.Problem);
        Assert.All((string[])["'worker'", LocalBlob.Principal, .. expected], text => Assert.Contains(text, refusal.Message, StringComparison.Ordinal));
    }
}

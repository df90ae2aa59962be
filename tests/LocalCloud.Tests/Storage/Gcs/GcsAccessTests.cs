using System.Text;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Tests.Tasks;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Gcs;

/// <summary>Who may do what on a bucket, and what somebody who may not is told.</summary>
public sealed class GcsAccessTests
{
    [Fact]
    public async Task CreatorsMayNotRead()
    {
        await using var storage = await LocalGcs.StartAsync(LocalGcs.State("roles/storage.objectCreator"));
        Assert.Equal(PutOutcome.Created, await storage.Store.PutIfAbsentAsync("a", Encoding.UTF8.GetBytes("text")));
        await RefusedAsync(() => storage.Store.GetAsync("a"), "storage.objects.get", "projects/_/buckets/fleet-data/objects/a");
        await RefusedAsync(async () => await storage.Store.ListAsync("").ToListAsync(), "storage.objects.list", "projects/_/buckets/fleet-data'");
    }

    [Fact]
    public async Task ViewersMayNotWrite()
    {
        await using var storage = await LocalGcs.StartAsync(LocalGcs.State("roles/storage.objectViewer"));
        await RefusedAsync(() => storage.Store.PutIfAbsentAsync("a", Encoding.UTF8.GetBytes("text")), "storage.objects.create", "Grant roles/storage.objectCreator to serviceAccount:worker@p.iam.gserviceaccount.com");
    }

    /// <summary>Overwriting is deleting, too, so that the creator's role by itself makes every object write-once: https://docs.cloud.google.com/storage/docs/performing-resumable-uploads.</summary>
    [Fact]
    public async Task CreatorsMayNotOverwrite()
    {
        await using var storage = await LocalGcs.StartAsync();
        await storage.PutAsync("a", "one");
        Assert.Contains("storage.objects.delete", (await Assert.ThrowsAsync<InvalidOperationException>(() => storage.PutAsync("a", "two"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Authorization header is missing")]
    [InlineData("made-up", "Invalid Credentials")]
    public async Task WithoutATokenOfThisSessionNothingIsToldAbout(string token, string expected)
    {
        await using var storage = await LocalGcs.StartAsync();
        var (status, body, _) = await storage.SendAsync(HttpMethod.Get, $"/storage/v1/b/{LocalGcs.Bucket}/o", token);
        Assert.Equal(401, status);
        Assert.Contains(expected, body, StringComparison.Ordinal);
    }

    [Fact]
    public void TokenExpiresAfterAnHour()
    {
        var clock = new ManualClock();
        var vault = new TokenVault(clock);
        var token = vault.Issue(new(PrincipalKind.ServiceAccount, "a@p"));
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("a@p", vault.Find(token.Text)!.Id);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(vault.Find(token.Text));
    }

    [Fact]
    public async Task InjectedFaultsStrikeTasksAndTheReportIsStillWhole()
    {
        await using var storage = await LocalGcs.StartAsync(faults: "error=0.3,lost=0.3,seed=3", clock: new Worker.Tests.Support.InstantClock());
        foreach (var index in Enumerable.Range(0, 20))
        {
            await storage.Store.CommitAsync($"k{index}", Encoding.UTF8.GetBytes("text"), "never");
        }
        Assert.Equal(20, (await storage.Store.ListAsync("k").ToListAsync()).Count);
    }

    private static async Task RefusedAsync(Func<Task> request, params string[] expected)
    {
        var refusal = await Assert.ThrowsAsync<StoreException>(request);
        Assert.Equal(StoreProblem.AccessDenied, refusal.Problem);
        Assert.All((string[])[LocalGcs.Worker, .. expected], text => Assert.Contains(text, refusal.Message, StringComparison.Ordinal));
    }
}

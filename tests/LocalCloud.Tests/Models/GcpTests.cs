using Pulumi;
using Pulumi.Gcp.ArtifactRegistry;
using Pulumi.Gcp.Compute;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.ServiceAccount;
using Pulumi.Gcp.Storage;

namespace CloudStacks.LocalCloud.Tests.Models;

public sealed class GcpTests : ModelTest
{
    [Fact]
    public async Task AccountHasTheAddressOfItsProject()
    {
        var account = await UpAsync("account", () => Account("worker-1"));
        Assert.Equal("worker-1@local-project.iam.gserviceaccount.com", account.Text("email"));
        Assert.Equal("serviceAccount:worker-1@local-project.iam.gserviceaccount.com", account.Text("member"));
        Assert.Equal("projects/local-project/serviceAccounts/worker-1@local-project.iam.gserviceaccount.com", account.Id);
    }

    /// <summary>https://docs.cloud.google.com/iam/docs/service-accounts-create</summary>
    [Theory]
    [InlineData("short")]
    [InlineData("a-name-that-is-longer-than-thirty")]
    [InlineData("1worker")]
    [InlineData("worker-")]
    public Task AccountIdThatGoogleRefusesIsRefused(string id) => UpFailsAsync(() => Account(id), "expected 6 to 30 lower-case letters");

    /// <summary>Nothing orders what does not wait for one another: that the API is declared, too, is not enough.</summary>
    [Fact]
    public async Task ApiMustBeWaitedFor()
    {
        await UpFailsAsync(() =>
        {
            _ = Api("iam");
            _ = new Account("account", new() { AccountId = "worker-1" });
        }, "iam.googleapis.com has not been used in project local-project before or it is disabled");
    }

    [Fact]
    public async Task BucketIsNamedByPulumiAndShowsItsPlaceInCapitals()
    {
        var bucket = await UpAsync("bucket", () => Bucket("bucket"));
        Assert.Matches("^bucket-[0-9a-f]{7}$", bucket.Id);
        Assert.Equal(("US-CENTRAL1", $"gs://{bucket.Id}"), (bucket.Text("location"), bucket.Text("url")));
    }

    [Fact]
    public Task BucketWithAccessListsIsRefused() => UpFailsAsync(() => Bucket("bucket", uniform: false), "input 'uniformBucketLevelAccess' is not true");

    [Fact]
    public Task LabelThatGoogleRefusesIsRefused() => UpFailsAsync(() => Bucket("bucket", label: "Trial"), "label 'stack' = 'Trial'; expected lower-case letters");

    [Fact]
    public Task GrantToAnAccountThatDoesNotExistIsRefused() => UpFailsAsync(
        () => _ = new BucketIAMMember("grant", new() { Bucket = Bucket("bucket").Name, Role = "roles/storage.objectViewer", Member = "serviceAccount:nobody@local-project.iam.gserviceaccount.com" }),
        "Service account nobody@local-project.iam.gserviceaccount.com does not exist");

    [Fact]
    public async Task RepositoryTellsWhereImagesArePushed()
    {
        var repository = await UpAsync("repository", () => _ = new Repository("repository", new() { RepositoryId = "images", Format = "DOCKER" }, new() { DependsOn = Api("artifactregistry") }));
        Assert.Equal("us-central1-docker.pkg.dev/local-project/images", repository.Text("registryUri"));
        Assert.Equal("projects/local-project/locations/us-central1/repositories/images", repository.Id);
    }

    /// <summary>An object is replaced when its content changes, and under another name: under the same one the old object's deletion would take the new one.</summary>
    [Fact]
    public async Task ObjectWithNewContentHasANewName()
    {
        void Object(string text) => _ = new BucketObject("object", new() { Bucket = Bucket("bucket").Name, Source = new StringAsset(text) });
        var first = await UpAsync("object", () => Object("one"));
        var second = await UpAsync("object", () => Object("two"));
        Assert.NotEqual(first.Text("name"), second.Text("name"));
        Assert.Equal($"{second.Text("bucket")}-{second.Text("name")}", second.Id);
    }

    [Fact]
    public Task ObjectNeedsASource() => UpFailsAsync(() => _ = new BucketObject("object", new() { Bucket = Bucket("bucket").Name }), "input 'source' is missing");

    /// <summary>The default is a subnetwork in every region, each with a range that others may want.</summary>
    [Fact]
    public Task NetworkWithSubnetworksInAllRegionsIsRefused() => UpFailsAsync(
        () => _ = new Network("network", new(), new() { DependsOn = Api("compute") }), "input 'autoCreateSubnetworks' is not false");

    private static Service Api(string name) => new($"api-{name}", new() { ServiceName = $"{name}.googleapis.com" });

    private static void Account(string id) => _ = new Account("account", new() { AccountId = id }, new() { DependsOn = Api("iam") });

    private static Bucket Bucket(string name, bool uniform = true, string? label = null) => new(name, new()
    {
        Location = "us-central1",
        UniformBucketLevelAccess = uniform,
        Labels = label is null ? [] : new() { ["stack"] = label },
    }, new() { DependsOn = Api("storage") });
}

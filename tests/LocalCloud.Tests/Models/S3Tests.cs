using Pulumi.Aws.S3;

namespace CloudStacks.LocalCloud.Tests.Models;

public sealed class S3Tests : ModelTest
{
    [Fact]
    public async Task BucketThatHoldsObjectsIsNotDeleted()
    {
        var bucket = await UpAsync("data", () => _ = new Bucket("data"));
        Put(bucket.Id);
        await DownFailsAsync("BucketNotEmpty");
        await Workshop.UpAsync(() => _ = new Bucket("data", new() { ForceDestroy = true }));
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task EmptyBucketIsDeleted()
    {
        await Workshop.UpAsync(() => _ = new Bucket("data"));
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task BucketHasTheNamesOfItsRegion()
    {
        Workshop.Config = Workshop.Config.Add("aws:region", "eu-central-1");
        var bucket = await UpAsync("data", () => _ = new Bucket("data", new() { BucketName = "my-own-bucket" }));
        Assert.Equal("my-own-bucket", bucket.Id);
        Assert.Equal("arn:aws:s3:::my-own-bucket", bucket.Text("arn"));
        Assert.Equal("my-own-bucket.s3.eu-central-1.amazonaws.com", bucket.Text("bucketRegionalDomainName"));
    }

    [Fact]
    public async Task AnotherRegionIsAnotherBucket()
    {
        static void Program() => _ = new Bucket("data");
        await Workshop.UpAsync(Program);
        Workshop.Config = Workshop.Config.Add("aws:region", "eu-central-1");
        await Workshop.UpAsync(Program);
        Assert.Equal(["Replace data", "DeleteReplaced data"], Workshop.Done);
    }

    [Fact]
    public async Task ProviderOfAnotherRegionIsHonoured()
    {
        var bucket = await UpAsync("data", () => _ = new Bucket("data", null, new() { Provider = new Pulumi.Aws.Provider("west", new() { Region = "us-west-2" }) }));
        Assert.Equal("us-west-2", bucket.Text("region"));
    }

    [Fact]
    public Task SettingOfAProviderThatIsNotModelledIsRefused() => UpFailsAsync(
        () => _ = new Pulumi.Aws.Provider("p", new() { Profile = "mine" }), "does not model the provider's setting 'profile'");

    [Fact]
    public Task BucketNameFollowsTheRules() => UpFailsAsync(
        () => _ = new Bucket("data", new() { BucketName = "Not_A_Bucket" }), "bucket name 'Not_A_Bucket'; expected 3 to 63 lower-case letters");

    [Fact]
    public Task AutomaticNameFollowsTheRulesToo() => UpFailsAsync(() => _ = new Bucket("Data"), "bucket name 'Data-");

    [Fact]
    public Task PolicyOfNoBucketIsRefused() => UpFailsAsync(
        () => _ = new BucketPolicy("p", new() { Bucket = "elsewhere", Policy = "{}" }), "NoSuchBucket: input 'bucket' is 'elsewhere'");

    [Theory]
    [InlineData("{\"Version\": }")]
    [InlineData("[]")]
    [InlineData("")]
    public Task PolicyMustBeAJsonObject(string policy) => UpFailsAsync(
        () => _ = new BucketPolicy("p", new() { Bucket = new Bucket("data").Id, Policy = policy }), "input 'policy' is not a JSON document");

    [Fact]
    public Task InputThatIsNotModelledIsRefusedByName() => UpFailsAsync(
        () => _ = new Bucket("data", new() { RequestPayer = "Requester" }), "the local cloud does not model input 'requestPayer'");

    private void Put(string bucket)
    {
        var objects = Path.Combine(Workshop.Store.DataRoot, "s3", bucket, "objects");
        Directory.CreateDirectory(objects);
        File.WriteAllText(Path.Combine(objects, "key"), "content");
    }
}

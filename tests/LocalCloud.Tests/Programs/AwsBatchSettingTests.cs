namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a changed setting does to a deployed stack.</summary>
public sealed class AwsBatchSettingTests() : ProgramTest("aws-batch", (name, options) => new CloudStacks.Stacks.AwsBatch(name, options))
{
    [Theory]
    [InlineData("vcpu=2,memory=4096", "Update aws-batch-environment", "Update aws-batch-definition")]
    [InlineData("memory=4096", "Update aws-batch-definition")]
    [InlineData("spot=true", "Replace aws-batch-environment", "Update aws-batch-queue", "DeleteReplaced aws-batch-environment")]
    [InlineData("retries=3", "Update aws-batch-definition")]
    [InlineData("taskTimeout=200", "Update aws-batch-definition")]
    [InlineData("maxParallelism=10", "Update aws-batch-environment")]
    [InlineData("platform=linux/arm64", "Update aws-batch-worker-image", "Update aws-batch-definition")]
    public Task ChangesNoMoreThanItMust(string settings, params string[] expected) => ChangesAsync(settings, expected);

    /// <summary>The new environment exists and the queue uses it before the old one goes: it would be held by the queue otherwise.</summary>
    [Fact]
    public async Task SpotKeepsTheQueueAndMovesItBeforeTheOldEnvironmentGoes()
    {
        await Workshop.UpAsync(Program());
        var queue = Deployed("aws-batch-queue").Id;
        Set("spot=true");
        await Workshop.UpAsync(Program());
        Assert.Equal(["Replace aws-batch-environment", "Update aws-batch-queue", "DeleteReplaced aws-batch-environment"], Workshop.Done);
        Assert.Equal(queue, Deployed("aws-batch-queue").Id);
    }

    [Fact]
    public async Task ExpiryUpdatesTheTagsInPlace()
    {
        await Workshop.UpAsync(Program());
        Set("expiresAt=1893456000");
        await Workshop.UpAsync(Program());
        Assert.Equal(
            Workshop.Store.Read().Resources.Where(resource => resource.Outputs["tagsAll"] is not null).Select(resource => $"Update {resource.Name}").Order(StringComparer.Ordinal),
            Workshop.Done.Order(StringComparer.Ordinal));
        Assert.Equal("1893456000", (string?)Deployed("aws-batch-queue").Outputs["tags"]!["expires-at"]);
    }

    /// <summary>Another image is the user's own: the stack builds and pushes none.</summary>
    [Fact]
    public async Task OwnImageTakesThePlaceOfTheBuild()
    {
        Set("image=registry.example/worker:1");
        var state = await Workshop.UpAsync(Program());
        Assert.Empty(state.OfType("docker-build:index:Image"));
        Assert.Contains("\"image\":\"registry.example/worker:1\"", Deployed("aws-batch-definition").Text("containerProperties"), StringComparison.Ordinal);
    }
}

using CloudStacks.LocalCloud.Engine;
using CloudStacks.Shared;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a changed setting does to a deployed stack, and to how it launches a job.</summary>
public sealed class GcpDataflowSettingTests() : ProgramTest("gcp-dataflow", (name, options) => new CloudStacks.Stacks.GcpDataflow(name, options))
{
    /// <summary>A job is no resource, so that its size and its tries stand in the runbook alone.</summary>
    [Theory]
    [InlineData("vcpu=2,memory=4096", "--worker-machine-type n1-standard-2")]
    [InlineData("retries=3", ",retries=3")]
    [InlineData("taskTimeout=200", ",task_timeout=200,")]
    [InlineData("maxParallelism=10", "--max-workers 10")]
    [InlineData("spot=true", "--flexrs-goal COST_OPTIMIZED")]
    public async Task ChangesNoResource(string settings, string expected)
    {
        Assert.DoesNotContain(expected, await LaunchAsync(), StringComparison.Ordinal);
        Set(settings);
        Assert.Contains(expected, await LaunchAsync(), StringComparison.Ordinal);
        Assert.Empty(Workshop.Done);
    }

    [Fact]
    public async Task ExpiryIsALabelOfResourcesAndJobs()
    {
        await Workshop.UpAsync(Program());
        Set("expiresAt=1893456000");
        Assert.Contains("expires-at=1893456000", await LaunchAsync(), StringComparison.Ordinal);
        Assert.Equal(["Update gcp-dataflow-staging-bucket", "Update gcp-dataflow-store-bucket", "Update gcp-dataflow-worker-repository"], Workshop.Done.Order(StringComparer.Ordinal));
    }

    /// <summary>Another image is the user's own: the stack builds none, and the template and the workers name it.</summary>
    [Fact]
    public async Task OwnImageTakesThePlaceOfTheBuild()
    {
        Set("image=registry.example/beam:1");
        await Workshop.UpAsync(Program());
        Assert.Empty(Workshop.Store.Read().OfType("docker-build:index:Image"));
        var template = (string?)Deployed("gcp-dataflow-template").Inputs["source"]!["text"];
        Assert.Contains("\"image\":\"registry.example/beam:1\"", template, StringComparison.Ordinal);
        Assert.Contains("\"sdkContainerImage\":\"registry.example/beam:1\"", template, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherRegionMovesWhatHasAPlace()
    {
        await Workshop.UpAsync(Program());
        Workshop.Config = Workshop.Config.SetItem("gcp:region", "europe-west1");
        var launch = await LaunchAsync();
        Assert.Contains("--region europe-west1", launch, StringComparison.Ordinal);
        Assert.Contains("regions/europe-west1/subnetworks/", launch, StringComparison.Ordinal);
        Assert.DoesNotContain(Workshop.Done, step => step.EndsWith("gcp-dataflow-task-account", StringComparison.Ordinal));
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Theory]
    [InlineData("gcp:project", "gcp:project is missing: expected the id of a Google Cloud project")]
    [InlineData("gcp:region", "gcp:region is missing: expected a region")]
    public async Task PlaceThatIsMissingIsNamed(string key, string expected)
    {
        Workshop.Config = Workshop.Config.SetItem(key, "");
        Assert.Contains(expected, (await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program()))).Message, StringComparison.Ordinal);
    }

    private async Task<string> LaunchAsync() =>
        string.Join(' ', Runbook.FromJson((string)(await Workshop.UpAsync(Program())).Outputs["runbook"]!).Submit.Single().Argv);
}

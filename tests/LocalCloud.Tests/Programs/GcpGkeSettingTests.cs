using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a changed setting does to a deployed stack.</summary>
public sealed class GcpGkeSettingTests() : ProgramTest("gcp-gke", (name, options) => new CloudStacks.Stacks.GcpGke(name, options))
{
    [Theory]
    [InlineData("vcpu=2,memory=4096", "Update gcp-gke-tasks-quota", "Update gcp-gke-template-job")]
    [InlineData("retries=3", "Update gcp-gke-template-job")]
    [InlineData("taskTimeout=200", "Update gcp-gke-template-job")]
    [InlineData("maxParallelism=10", "Update gcp-gke-tasks-quota")]
    [InlineData("spot=true", "Update gcp-gke-template-job")]
    public Task ChangesNoMoreThanItMust(string settings, params string[] expected) => ChangesAsync(settings, expected);

    [Fact]
    public async Task SpotPodsRunOnSpotNodesAndEndInTime()
    {
        Set("spot=true");
        await Workshop.UpAsync(Program());
        var pod = Deployed("gcp-gke-template-job").Inputs["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!;
        Assert.Equal(("true", 25), ((string)pod["nodeSelector"]!["cloud.google.com/gke-spot"]!, (int)pod["terminationGracePeriodSeconds"]!));
    }

    /// <summary>A cluster stays where it is: what is in it would have to be made anew elsewhere.</summary>
    [Fact]
    public async Task AnotherRegionIsAnotherCluster()
    {
        await Workshop.UpAsync(Program());
        var before = Workshop.StateText;
        Workshop.Config = Workshop.Config.SetItem("gcp:region", "europe-west1");
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program()));
        Assert.Contains("names another cluster than before", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, Workshop.StateText);
    }

    [Fact]
    public async Task OwnImageTakesThePlaceOfTheBuild()
    {
        Set("image=registry.example/worker:1");
        var state = await Workshop.UpAsync(Program());
        Assert.Empty(state.OfType("docker-build:index:Image"));
    }
}

using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a changed setting does to a deployed stack.</summary>
public sealed class GcpCloudRunSettingTests() : ProgramTest("gcp-cloud-run", (name, options) => new CloudStacks.Stacks.GcpCloudRun(name, options))
{
    [Theory]
    [InlineData("vcpu=2,memory=4096", "Update gcp-cloud-run-job")]
    [InlineData("memory=4096", "Update gcp-cloud-run-job")]
    [InlineData("retries=3", "Update gcp-cloud-run-job")]
    [InlineData("taskTimeout=200", "Update gcp-cloud-run-job")]
    [InlineData("maxParallelism=10")]
    [InlineData("expiresAt=1893456000", "Update gcp-cloud-run-job", "Update gcp-cloud-run-store-bucket", "Update gcp-cloud-run-worker-repository")]
    public Task ChangesNoMoreThanItMust(string settings, params string[] expected) => ChangesAsync(settings, expected);

    /// <summary>A bucket, a repository and a job keep their place, so that they are made anew; an account has none.</summary>
    [Fact]
    public async Task AnotherRegionMovesWhatHasAPlace()
    {
        await Workshop.UpAsync(Program());
        Workshop.Config = Workshop.Config.SetItem("gcp:region", "europe-west1");
        var state = await Workshop.UpAsync(Program());
        Assert.All(state.Resources.Where(resource => resource.Outputs.ContainsKey("location")), resource => Assert.Equal("europe-west1", resource.Text("location"), ignoreCase: true));
        Assert.DoesNotContain(Workshop.Done, step => step.EndsWith("gcp-cloud-run-task-account", StringComparison.Ordinal));
        await Workshop.UpAsync(Program());
        Assert.Empty(Workshop.Done);
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>Another image is the user's own: the stack builds and pushes none.</summary>
    [Fact]
    public async Task OwnImageTakesThePlaceOfTheBuild()
    {
        Set("image=registry.example/worker:1");
        var state = await Workshop.UpAsync(Program());
        Assert.Empty(state.OfType("docker-build:index:Image"));
        Assert.Equal("registry.example/worker:1", (string?)Deployed("gcp-cloud-run-job").Inputs["template"]!["template"]!["containers"]![0]!["image"]);
    }

    [Theory]
    [InlineData("gcp:project", "gcp:project is missing: expected the id of a Google Cloud project")]
    [InlineData("gcp:region", "gcp:region is missing: expected a region")]
    public async Task PlaceThatIsMissingIsNamed(string key, string expected)
    {
        Workshop.Config = Workshop.Config.SetItem(key, "");
        Assert.Contains(expected, (await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program()))).Message, StringComparison.Ordinal);
    }

    /// <summary>Pulumi takes capitals and dots in a stack's name, Google takes neither in a label.</summary>
    [Theory]
    [InlineData("Trial")]
    [InlineData("v1.2")]
    public async Task StackWhoseNameCannotBeALabelIsRefusedBeforeAnythingIsDeployed(string stack)
    {
        var program = new StackProgram("gcp-cloud-run", stack, Program(), ImmutableDictionary<string, string>.Empty, []) { Folder = Workshop.Folder };
        var deployer = new Deployer(new(Workshop.Home, "gcp-cloud-run", stack), LocalModels.All, TimeProvider.System);
        Assert.Contains($"the stack's name {stack} cannot be a label", (await Assert.ThrowsAsync<EngineException>(() => deployer.PreviewAsync(program))).Message, StringComparison.Ordinal);
    }
}

using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>The program itself, deployed as a user does.</summary>
public sealed class AwsBatchProgramTests : ModelTest
{
    private static readonly PulumiProgram Program = () => new CloudStacks.Stacks.AwsBatch("aws-batch").Outputs;

    public AwsBatchProgramTests() => Workshop.Folder = Path.Combine(RepositoryRoot(), "stacks", "aws-batch");

    [Fact]
    public async Task SecondUpChangesNothingAndDownLeavesNothing()
    {
        var state = await Workshop.UpAsync(Program);
        Assert.StartsWith("s3://aws-batch-store-bucket-", (string?)state.Outputs["store"], StringComparison.Ordinal);
        await Workshop.UpAsync(Program);
        Assert.Empty(Workshop.Done);
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    [Fact]
    public async Task PreviewSurvivesUnknowns()
    {
        var plan = await Workshop.PreviewAsync(() => Program());
        Assert.All(plan.Steps, step => Assert.Equal(Operation.Create, step.Operation));
    }

    [Fact]
    public async Task SpotIsAnotherEnvironmentUnderTheSameQueue()
    {
        var before = await Workshop.UpAsync(Program);
        Workshop.Config = Workshop.Config.Add("cloudstacks:spot", "true");
        await Workshop.UpAsync(Program);
        Assert.Equal(["Replace aws-batch-environment", "Update aws-batch-queue", "DeleteReplaced aws-batch-environment"], Workshop.Done);
        Assert.Equal(
            before.Resources.Single(r => r.Name == "aws-batch-queue").Id, Workshop.Store.Read().Resources.Single(r => r.Name == "aws-batch-queue").Id);
        await Workshop.DownAsync();
    }

    [Fact]
    public async Task FilledStackGoesAway()
    {
        var state = await Workshop.UpAsync(Program);
        var objects = Path.Combine(Workshop.Store.DataRoot, "s3", state.Resources.Single(r => r.Name == "aws-batch-store-bucket").Id, "objects");
        Directory.CreateDirectory(objects);
        await File.WriteAllTextAsync(Path.Combine(objects, "report"), "{}", TestContext.Current.CancellationToken);
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.Folder));
    }

    /// <summary>What uses a role is deleted before the role's permissions are.</summary>
    [Fact]
    public async Task PermissionsOutliveWhatUsesThem()
    {
        await Workshop.UpAsync(Program);
        await Workshop.DownAsync();
        var order = Workshop.Done.Select(line => line["Delete ".Length..]).ToList();
        Assert.True(order.IndexOf("aws-batch-definition") < order.IndexOf("aws-batch-job-policy"));
        Assert.True(order.IndexOf("aws-batch-queue") < order.IndexOf("aws-batch-environment"));
        Assert.True(order.IndexOf("aws-batch-environment") < order.IndexOf("aws-batch-network-association"));
    }

    [Fact]
    public async Task SettingThatIsWrongIsOneSentence()
    {
        Workshop.Config = Workshop.Config.Add("cloudstacks:taskTimeout", "59");
        var error = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program));
        Assert.Contains("taskTimeout", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CloudStacks.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}

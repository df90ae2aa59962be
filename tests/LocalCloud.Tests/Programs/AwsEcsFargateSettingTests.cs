namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a changed setting does to a deployed stack: a revision is replaced, and what only a run uses changes nothing.</summary>
public sealed class AwsEcsFargateSettingTests() : ProgramTest("aws-ecs-fargate", (name, options) => new CloudStacks.Stacks.AwsEcsFargate(name, options))
{
    private static readonly string[] NewRevision = ["Replace aws-ecs-fargate-definition", "DeleteReplaced aws-ecs-fargate-definition"];

    [Theory]
    [InlineData("vcpu=2,memory=4096", true)]
    [InlineData("memory=4096", true)]
    [InlineData("taskTimeout=200", true)]
    [InlineData("spot=true", false)]
    [InlineData("retries=3", false)]
    [InlineData("maxParallelism=10", false)]
    public async Task ChangesNoMoreThanItMust(string settings, bool revision)
    {
        await Workshop.UpAsync(Program());
        var before = Workshop.StateText;
        Set(settings);
        await Workshop.UpAsync(Program());
        Assert.Equal(revision ? NewRevision : [], Workshop.Done);
        Assert.NotEqual(before, Workshop.StateText);
        await Workshop.UpAsync(Program());
        Assert.Empty(Workshop.Done);
        await Workshop.DownAsync();
    }

    [Fact]
    public async Task PlatformBuildsAnotherImageAndSoAnotherRevision()
    {
        await Workshop.UpAsync(Program());
        Set("platform=linux/arm64");
        await Workshop.UpAsync(Program());
        Assert.Equal(["Update aws-ecs-fargate-worker-image", .. NewRevision], Workshop.Done);
        Assert.Equal("ARM64", (string?)Deployed("aws-ecs-fargate-definition").Inputs["runtimePlatform"]!["cpuArchitecture"]);
    }

    /// <summary>A run names its revision, so that one that was started before keeps what it began with.</summary>
    [Fact]
    public async Task RunbookNamesTheNewRevision()
    {
        var first = await Workshop.UpAsync(Program());
        Set("memory=4096");
        var second = await Workshop.UpAsync(Program());
        Assert.Contains(":task-definition/aws-ecs-fargate-cluster-", (string)first.Outputs["runbook"]!, StringComparison.Ordinal);
        Assert.EndsWith(":1", first.OfType("aws:ecs/taskDefinition:TaskDefinition").Single().Text("arn"), StringComparison.Ordinal);
        Assert.Contains(second.OfType("aws:ecs/taskDefinition:TaskDefinition").Single().Text("arn")!, (string)second.Outputs["runbook"]!, StringComparison.Ordinal);
        Assert.EndsWith(":2", second.OfType("aws:ecs/taskDefinition:TaskDefinition").Single().Text("arn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpotIsTheRunsChoice()
    {
        Set("spot=true");
        var state = await Workshop.UpAsync(Program());
        Assert.Contains("capacityProvider=FARGATE_SPOT,weight=1", (string)state.Outputs["runbook"]!, StringComparison.Ordinal);
    }
}

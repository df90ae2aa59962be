using CloudStacks.LocalCloud.Engine;
using Pulumi.Aws.Ecs;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the run fail, and the message names it.</summary>
public sealed class AwsEcsFargateMissingLinkTests : FargateMissingLinkTests
{
    /// <summary>What cannot start is tried again after pauses, which are not what is claimed here.</summary>
    public AwsEcsFargateMissingLinkTests() : base("aws-ecs-fargate", "task-role", (name, options) => new CloudStacks.Stacks.AwsEcsFargate(name, options)) => Set("retries=0");

    [Fact]
    public Task CapacityOfTheCluster() => FailsAsync(
        ["The specified capacity provider 'FARGATE' is not associated with the cluster"], Edit.Of<ClusterCapacityProvidersArgs>(args => args.CapacityProviders = ["FARGATE_SPOT"]));

    [Fact]
    public Task LogGroup() => FailsAsync(
        ["task 0 could not be started", "the log group /ecs/other"], Edit.Container(container => container["logConfiguration"]!["options"]!["awslogs-group"] = "/ecs/other"));

    [Fact]
    public Task TaskRole() => FailsAsync(["the task has no role", "taskRoleArn"], Edit.Of<TaskDefinitionArgs>(args => args.TaskRoleArn = null));

    /// <summary>https://github.com/virtual-kubelet/virtual-kubelet/issues/193: this one ECS refuses before anything runs.</summary>
    [Fact]
    public async Task ExecutionRole()
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Edit.Of<TaskDefinitionArgs>(args => args.ExecutionRoleArn = null))));
        Assert.Contains("executionRoleArn is missing", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>ECS tries nothing again; without tries of the run's own a killed task is the end of it.</summary>
    [Fact]
    public Task Retries() => FailsAsync(["task 0 ended with exit code 137, at try 1 of 1"], attempts: 1, faults: "kill=1,seed=1");
}

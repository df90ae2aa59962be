using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ecs;
using Pulumi.Aws.Iam;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the run fail, and the message names it.</summary>
public sealed class AwsEcsFargateMissingLinkTests() : ProgramTest("aws-ecs-fargate", (name, options) => new CloudStacks.Stacks.AwsEcsFargate(name, options))
{
    [Theory]
    [InlineData("RegistryLogin", "ecr:GetAuthorizationToken", "aws-ecs-fargate-execution-role")]
    [InlineData("PullImage", "ecr:BatchCheckLayerAvailability", "aws-ecs-fargate-execution-role")]
    [InlineData("WriteLog", "logs:CreateLogStream", "aws-ecs-fargate-execution-role")]
    [InlineData("ReadInputAndJobs", "s3:GetObject", "aws-ecs-fargate-task-role")]
    [InlineData("WriteJobs", "s3:PutObject", "aws-ecs-fargate-task-role")]
    [InlineData("ListBucket", "s3:ListBucket", "aws-ecs-fargate-task-role")]
    public Task Statement(string sid, string action, string role) => FailsAsync([action, role], Edit.WithoutStatement(sid));

    [Theory]
    [InlineData("aws-ecs-fargate-execution-role")]
    [InlineData("aws-ecs-fargate-task-role")]
    public Task TrustOfTheRole(string role) => FailsAsync(["sts:AssumeRole", role], Edit.Of<RoleArgs>(
        args => args.AssumeRolePolicy = args.AssumeRolePolicy.Apply(policy => policy.AsT0.Replace("ecs-tasks.", "batch.", StringComparison.Ordinal)), role));

    [Theory]
    [InlineData("CLOUDSTACKS_STORE")]
    [InlineData("CLOUDSTACKS_REDUCE")]
    public Task Variable(string name) => FailsAsync([$"the environment variable {name} is missing"], Edit.WithoutVariable(name));

    [Fact]
    public Task CapacityOfTheCluster() => FailsAsync(
        ["The specified capacity provider 'FARGATE' is not associated with the cluster"], Edit.Of<ClusterCapacityProvidersArgs>(args => args.CapacityProviders = ["FARGATE_SPOT"]));

    [Fact]
    public Task Route() => FailsAsync(["task 0 could not be started", "has no route to 0.0.0.0/0"], Edit.Of<RouteTableArgs>(args => args.Routes = []));

    [Fact]
    public Task WayOutOfTheGroup() => FailsAsync(["lets TCP 443 out"], Edit.Of<SecurityGroupArgs>(args => args.Egress = []));

    [Fact]
    public Task LogGroup() => FailsAsync(["the log group /ecs/other"], Edit.Container(container => container["logConfiguration"]!["options"]!["awslogs-group"] = "/ecs/other"));

    [Fact]
    public Task TaskRole() => FailsAsync(["the task has no role", "taskRoleArn"], Edit.Of<TaskDefinitionArgs>(args => args.TaskRoleArn = null));

    [Fact]
    public Task Image() => FailsAsync(["CannotPullContainerError", "public.ecr.aws/x/worker:1"], Edit.Container(container => container["image"] = "public.ecr.aws/x/worker:1"));

    /// <summary>https://github.com/virtual-kubelet/virtual-kubelet/issues/193: this one ECS refuses before anything runs.</summary>
    [Fact]
    public async Task ExecutionRole()
    {
        var failure = await Assert.ThrowsAsync<EngineException>(() => Workshop.UpAsync(Program(Edit.Of<TaskDefinitionArgs>(args => args.ExecutionRoleArn = null))));
        Assert.Contains("executionRoleArn is missing", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>ECS tries nothing again; without tries of the run's own a killed task is the end of it.</summary>
    [Fact]
    public async Task Retries()
    {
        Set("retries=0");
        await Workshop.UpAsync(Program());
        var failure = await RunFailsAsync("kill=1,seed=1");
        Assert.Contains("task 0 ended with exit code 137, at try 1 of 1", failure, StringComparison.Ordinal);
    }

    private async Task FailsAsync(string[] expected, params ResourceTransformation[] edits)
    {
        // What cannot start is tried again after pauses, which are not what is claimed here.
        Set("retries=0");
        await Workshop.UpAsync(Program(edits));
        var failure = await RunFailsAsync("");
        Assert.All(expected, text => Assert.True(failure.Contains(text, StringComparison.Ordinal), failure));
    }

    private async Task<string> RunFailsAsync(string faults)
    {
        await using var run = await LocalRun.OpenAsync(Workshop, faults);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        return (await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input))).Message;
    }
}

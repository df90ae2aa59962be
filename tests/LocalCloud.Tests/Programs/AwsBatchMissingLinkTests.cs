using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using Pulumi;
using Pulumi.Aws.Batch;
using Pulumi.Aws.Batch.Inputs;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Iam;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the run fail, and the message names it.</summary>
public sealed class AwsBatchMissingLinkTests() : ProgramTest("aws-batch", (name, options) => new CloudStacks.Stacks.AwsBatch(name, options))
{
    [Theory]
    [InlineData("RegistryLogin", "ecr:GetAuthorizationToken", "aws-batch-execution-role")]
    [InlineData("PullImage", "ecr:BatchCheckLayerAvailability", "aws-batch-execution-role")]
    [InlineData("WriteLog", "logs:CreateLogStream", "aws-batch-execution-role")]
    [InlineData("ReadInputAndJobs", "s3:GetObject", "aws-batch-job-role")]
    [InlineData("WriteJobs", "s3:PutObject", "aws-batch-job-role")]
    [InlineData("ListBucket", "s3:ListBucket", "aws-batch-job-role")]
    public Task Statement(string sid, string action, string role) => FailsAsync([action, role], Edit.WithoutStatement(sid));

    [Theory]
    [InlineData("aws-batch-execution-role")]
    [InlineData("aws-batch-job-role")]
    public Task TrustOfTheRole(string role) => FailsAsync(["sts:AssumeRole", role], Edit.Of<RoleArgs>(
        args => args.AssumeRolePolicy = args.AssumeRolePolicy.Apply(policy => policy.AsT0.Replace("ecs-tasks.", "batch.", StringComparison.Ordinal)), role));

    [Theory]
    [InlineData("CLOUDSTACKS_STORE")]
    [InlineData("CLOUDSTACKS_REDUCE")]
    public Task Variable(string name) => FailsAsync([$"the environment variable {name} is missing"], Edit.WithoutVariable(name));

    [Fact]
    public Task EnvironmentOfTheQueue() => FailsAsync(
        ["nothing runs and nothing will start", "has no compute environment"], Edit.Of<JobQueueArgs>(args => args.ComputeEnvironmentOrders = []));

    [Fact]
    public Task PublicAddress() => FailsAsync(["assignPublicIp"], Edit.Container(container => container.Remove("networkConfiguration")));

    [Fact]
    public Task Route() => FailsAsync(["has no route to 0.0.0.0/0"], Edit.Of<RouteTableArgs>(args => args.Routes = []));

    [Fact]
    public Task WayOutOfTheGroup() => FailsAsync(["lets TCP 443 out"], Edit.Of<SecurityGroupArgs>(args => args.Egress = []));

    /// <summary>Without a group of its own the task would log to <c>/aws/batch/job</c>, which the account has and the stack does not.</summary>
    [Fact]
    public Task LogGroup() => FailsAsync(["the log group /aws/batch/job"], Edit.Container(container => container.Remove("logConfiguration")));

    [Fact]
    public Task ExecutionRole() => FailsAsync(["executionRoleArn is missing"], Edit.Container(container => container.Remove("executionRoleArn")));

    [Fact]
    public Task JobRole() => FailsAsync(["jobRoleArn"], Edit.Container(container => container.Remove("jobRoleArn")));

    [Fact]
    public Task Image() => FailsAsync(["CannotPullContainerError", "public.ecr.aws/x/worker:1"], Edit.Container(container => container["image"] = "public.ecr.aws/x/worker:1"));

    /// <summary>A wrong role name still deploys: https://github.com/hashicorp/terraform-provider-aws/issues/8549.</summary>
    [Fact]
    public Task ServiceRoleThatIsNoArn() => FailsAsync(
        ["is INVALID", "CLIENT_ERROR - Not authorized to perform sts:AssumeRole"], Edit.Of<ComputeEnvironmentArgs>(args => args.ServiceRole = "batch-service"));

    /// <summary>SIGKILL is what Spot and a lack of memory leave behind: worth another attempt.</summary>
    [Fact]
    public Task RetryRule()
    {
        var exitOnly = Edit.Of<JobDefinitionArgs>(args => args.RetryStrategy = new JobDefinitionRetryStrategyArgs
        {
            Attempts = 6,
            EvaluateOnExits = { new JobDefinitionRetryStrategyEvaluateOnExitArgs { Action = "EXIT", OnReason = "*" } },
        });
        return FailsAsync(["the service gave the job up", "137"], attempts: 1, faults: "kill=1,seed=1", edits: exitOnly);
    }

    /// <summary>What no rule matches is tried again, so that without the last rule a mistake that will never mend costs all attempts.</summary>
    [Fact]
    public Task ExitRule()
    {
        var variable = Edit.WithoutVariable("CLOUDSTACKS_STORE");
        var noExit = Edit.Of<JobDefinitionArgs>(args => args.RetryStrategy = new JobDefinitionRetryStrategyArgs { Attempts = 2 });
        return FailsAsync(["CLOUDSTACKS_STORE"], attempts: 2, faults: "", variable, noExit);
    }

    private Task FailsAsync(string[] expected, params ResourceTransformation[] edits) => FailsAsync(expected, attempts: null, faults: "", edits);

    private async Task FailsAsync(string[] expected, int? attempts, string faults, params ResourceTransformation[] edits)
    {
        await Workshop.UpAsync(Program(edits));
        await using var run = await LocalRun.OpenAsync(Workshop, faults);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input));
        Assert.All(expected, text => Assert.True(failure.Message.Contains(text, StringComparison.Ordinal), failure.Message));
        Assert.True(attempts is null || attempts == Assert.Single(run.Attempts()).Attempts);
    }
}

using Pulumi.Aws.Batch;
using Pulumi.Aws.Batch.Inputs;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>A link that the program leaves out makes the run fail, and the message names it.</summary>
public sealed class AwsBatchMissingLinkTests() : FargateMissingLinkTests("aws-batch", "job-role", (name, options) => new CloudStacks.Stacks.AwsBatch(name, options))
{
    [Fact]
    public Task EnvironmentOfTheQueue() => FailsAsync(
        ["nothing runs and nothing will start", "has no compute environment"], Edit.Of<JobQueueArgs>(args => args.ComputeEnvironmentOrders = []));

    [Fact]
    public Task PublicAddress() => FailsAsync(["assignPublicIp"], Edit.Container(container => container.Remove("networkConfiguration")));

    /// <summary>Without a group of its own the task would log to <c>/aws/batch/job</c>, which the account has and the stack does not.</summary>
    [Fact]
    public Task LogGroup() => FailsAsync(["the log group /aws/batch/job"], Edit.Container(container => container.Remove("logConfiguration")));

    [Fact]
    public Task ExecutionRole() => FailsAsync(["executionRoleArn is missing"], Edit.Container(container => container.Remove("executionRoleArn")));

    [Fact]
    public Task JobRole() => FailsAsync(["jobRoleArn"], Edit.Container(container => container.Remove("jobRoleArn")));

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
}

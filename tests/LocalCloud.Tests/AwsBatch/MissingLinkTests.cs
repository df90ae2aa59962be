using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>What has to be there before a task starts: without it the attempt fails, or the job waits, and the reason names it.</summary>
public sealed class MissingLinkTests
{
    [Fact]
    public async Task QueueWithoutEnvironmentLeavesJobsWaitingAndSaysWhy()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Of("aws:batch/jobQueue:JobQueue", outputs => outputs["computeEnvironmentOrders"] = new JsonArray()));
        var id = await stack.Submit();
        Assert.Equal("RUNNABLE", (string?)(await stack.Describe(id))["status"]);
        Assert.Equal($"the job queue {stack.Queue} has no compute environment (computeEnvironmentOrders is empty)", stack.Service.WhyWaiting());
        Assert.Single((await stack.Json("batch", "get-job-queue-snapshot", "--job-queue", stack.Queue))["frontOfQueue"]!["jobs"]!.AsArray());
    }

    [Fact]
    public async Task DisabledEnvironmentAndTooLargeJobsSayWhyTheyWait()
    {
        await using (var disabled = await BatchStack.OpenAsync("exit 0", BatchStack.Of("aws:batch/computeEnvironment:ComputeEnvironment", outputs => outputs["state"] = "DISABLED")))
        {
            await disabled.Submit();
            Assert.Contains("is DISABLED", disabled.Service.WhyWaiting(), StringComparison.Ordinal);
        }
        await using var large = await BatchStack.OpenAsync("exit 0");
        await large.Submit("--container-overrides", "resourceRequirements=[{type=VCPU,value=8},{type=MEMORY,value=16384}]");
        Assert.Contains("a job asks for 8 vCPU and the compute environment", large.Service.WhyWaiting(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws:ec2/routeTableAssociation:RouteTableAssociation", "has no route to 0.0.0.0/0")]
    [InlineData("aws:ec2/securityGroup:SecurityGroup", "lets TCP 443 out")]
    [InlineData("aws:cloudwatch/logGroup:LogGroup", "the log group aws-batch-logs-")]
    [InlineData("docker-build:index:Image", "is not an image that this stack builds")]
    public async Task MissingResourceIsNamed(string type, string reason)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", keep: resource => resource.Type != type);
        Assert.Contains(reason, await FailureAsync(stack), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImageForAnotherProcessorIsNamed()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Container(container => container["runtimePlatform"]!["cpuArchitecture"] = "ARM64"));
        Assert.Contains("is built for linux/amd64 and the task asks for linux/arm64", await FailureAsync(stack), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecurityGroupThatLetsHttpsOutToItsOwnNetworkOnlyIsNamed()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Of("aws:ec2/securityGroup:SecurityGroup", outputs => outputs["egress"]![0]!["cidrBlocks"] = new JsonArray("10.80.0.0/16")));
        Assert.Contains("lets TCP 443 out", await FailureAsync(stack), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWSBatchServiceRole")]
    [InlineData("arn:aws:iam::000000000000:role/nobody")]
    public async Task EnvironmentWhoseServiceRoleCannotBeAssumedIsInvalidAndJobsWait(string role)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Of("aws:batch/computeEnvironment:ComputeEnvironment", outputs => outputs["serviceRole"] = role));
        await stack.Submit();
        Assert.Contains("is INVALID: CLIENT_ERROR - Not authorized to perform sts:AssumeRole", stack.Service.WhyWaiting(), StringComparison.Ordinal);
        Assert.Equal("INVALID", (string?)(await stack.Json("batch", "describe-compute-environments"))["computeEnvironments"]![0]!["status"]);
    }

    [Fact]
    public async Task PublicSubnetNeedsAPublicAddress()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Container(container => container.Remove("networkConfiguration")));
        Assert.Contains("assignPublicIp is not ENABLED", await FailureAsync(stack), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecutionRoleIsNeeded()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Container(container => container.Remove("executionRoleArn")));
        Assert.Contains("executionRoleArn is missing", await FailureAsync(stack), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RegistryLogin", "ecr:GetAuthorizationToken")]
    [InlineData("PullImage", "ecr:BatchCheckLayerAvailability")]
    [InlineData("WriteLog", "logs:CreateLogStream")]
    public async Task StatementThatTheExecutionRoleLacksIsNamedByItsAction(string sid, string action)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Of("aws:iam/rolePolicy:RolePolicy", outputs => outputs["policy"] = Without((string)outputs["policy"]!, sid)));
        Assert.Contains(action, await FailureAsync(stack), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleThatDoesNotTrustTasksIsNamed()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Of("aws:iam/role:Role", outputs =>
            outputs["assumeRolePolicy"] = ((string)outputs["assumeRolePolicy"]!).Replace("ecs-tasks.", "batch.", StringComparison.Ordinal)));
        Assert.Contains("sts:AssumeRole", await FailureAsync(stack), StringComparison.Ordinal);
    }

    private static async Task<string> FailureAsync(BatchStack stack)
    {
        var job = await stack.End(await stack.Submit());
        Assert.Equal("FAILED", (string?)job["status"]);
        Assert.Equal("Task failed to start", (string?)job["statusReason"]);
        var reason = (string)job["container"]!["reason"]!;
        Assert.Equal(reason, Assert.Single(stack.Service.Attempts()).Reason);
        return reason;
    }

    private static string Without(string policy, string sid)
    {
        var document = JsonNode.Parse(policy)!;
        var statements = document["Statement"]!.AsArray();
        if (statements.FirstOrDefault(statement => (string?)statement!["Sid"] == sid) is { } found)
        {
            statements.Remove(found);
        }
        return document.ToJsonString();
    }
}

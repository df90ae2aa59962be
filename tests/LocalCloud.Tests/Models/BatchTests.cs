using Pulumi;
using Pulumi.Aws.Batch;
using Pulumi.Aws.Batch.Inputs;

namespace CloudStacks.LocalCloud.Tests.Models;

public sealed class BatchTests : ModelTest
{
    [Fact]
    public async Task ArnsAreThoseOfBatch()
    {
        var state = await Workshop.UpAsync(() => Stack("FARGATE"));
        Assert.Equal("arn:aws:batch:us-east-1:000000000000:compute-environment/environment", state.Resources.Single(r => r.Name == "environment").Text("arn")![..^8]);
        Assert.StartsWith("arn:aws:batch:us-east-1:000000000000:job-queue/queue-", state.Resources.Single(r => r.Name == "queue").Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnvironmentThatTheProviderNamesIsReplacedUnderItsQueue()
    {
        await Workshop.UpAsync(() => Stack("FARGATE"));
        await Workshop.UpAsync(() => Stack("FARGATE_SPOT"));
        Assert.Equal(["Replace environment", "Update queue", "DeleteReplaced environment"], Workshop.Done);
    }

    /// <summary>https://github.com/terraform-aws-modules/terraform-aws-batch/issues/5</summary>
    [Fact]
    public async Task EnvironmentOfAFixedNameCannotBeReplacedUnderItsQueue()
    {
        await Workshop.UpAsync(() => Stack("FARGATE", "mine"));
        await UpFailsAsync(() => Stack("FARGATE_SPOT", "mine"), "found existing JobQueue relationship");
        await Workshop.DownAsync();
    }

    [Fact]
    public async Task EnvironmentThatLosesItsRolesPolicyHangs()
    {
        await Workshop.UpAsync(() => WithServiceRole(ordered: false));
        await DownFailsAsync("hangs in DELETING: its service role 'batch' may lose its policy first");
    }

    [Fact]
    public async Task EnvironmentThatDependsOnItsRolesPolicyIsDeleted()
    {
        await Workshop.UpAsync(() => WithServiceRole(ordered: true));
        await Workshop.DownAsync();
        Assert.Empty(Workshop.Store.Read().Resources);
    }

    /// <summary>https://github.com/hashicorp/terraform-provider-aws/issues/8549</summary>
    [Fact]
    public async Task EnvironmentWithARoleThatIsNoArnIsCreatedAndInvalid()
    {
        var environment = await UpAsync("environment", () => Environment("FARGATE", null, args => args.ServiceRole = "batch"));
        Assert.Equal("INVALID", environment.Text("status"));
    }

    [Fact]
    public Task AllocationStrategyIsNotForFargate() => UpFailsAsync(
        () => Environment("FARGATE", null, args => args.ComputeResources = Resources("FARGATE", r => r.AllocationStrategy = "BEST_FIT")),
        "input 'computeResources.allocationStrategy' is not applicable to Fargate");

    [Fact]
    public Task CapacityIsAtLeastOne() => UpFailsAsync(
        () => Environment("FARGATE", null, args => args.ComputeResources = Resources("FARGATE", r => r.MaxVcpus = 0)), "input 'computeResources.maxVcpus' is 0; expected at least 1");

    [Fact]
    public Task MachinesAreRefused() => UpFailsAsync(() => Environment("EC2"), "input 'computeResources.type' is 'EC2'; the local cloud models FARGATE");

    [Fact]
    public Task NamesFollowTheRules() => UpFailsAsync(() => Environment("FARGATE", "a name"), "name 'a name'; expected at most 128");

    [Fact]
    public Task QueueOfAnEnvironmentThatDoesNotExistIsRefused() => UpFailsAsync(
        () => Queue("arn:aws:batch:us-east-1:000000000000:compute-environment/gone"), "compute-environment/gone' does not exist");

    [Fact]
    public Task QueueHasAtMostThreeEnvironments() => UpFailsAsync(() => Queue("a", "b", "c", "d"), "'computeEnvironmentOrders' has 4 entries; expected at most 3");

    private static void Stack(string type, string? name = null) => Queue(Environment(type, name).Arn);

    private static void Queue(params Input<string>[] environments)
    {
        var args = new JobQueueArgs { Priority = 1, State = "ENABLED" };
        foreach (var environment in environments)
            args.ComputeEnvironmentOrders.Add(new JobQueueComputeEnvironmentOrderArgs { Order = 1, ComputeEnvironment = environment });
        _ = new JobQueue("queue", args);
    }

    private static ComputeEnvironment Environment(string type, string? name = null, Action<ComputeEnvironmentArgs>? change = null, CustomResourceOptions? options = null)
    {
        var args = new ComputeEnvironmentArgs { Type = "MANAGED", ComputeResources = Resources(type) };
        if (name is not null)
            args.Name = name;
        change?.Invoke(args);
        return new ComputeEnvironment("environment", args, options);
    }

    private static ComputeEnvironmentComputeResourcesArgs Resources(string type, Action<ComputeEnvironmentComputeResourcesArgs>? change = null)
    {
        var resources = new ComputeEnvironmentComputeResourcesArgs { Type = type, MaxVcpus = 4, Subnets = { "subnet-1" }, SecurityGroupIds = { "sg-1" } };
        change?.Invoke(resources);
        return resources;
    }

    private static void WithServiceRole(bool ordered)
    {
        var role = new Pulumi.Aws.Iam.Role("role", new() { Name = "batch", AssumeRolePolicy = "{}" });
        var attachment = new Pulumi.Aws.Iam.RolePolicyAttachment("attachment", new() { Role = role.Name, PolicyArn = "arn:aws:iam::aws:policy/service-role/AWSBatchServiceRole" });
        Environment("FARGATE", null, args => args.ServiceRole = role.Arn, ordered ? new() { DependsOn = attachment } : null);
    }
}

using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;
using Pulumi;
using Pulumi.Aws.Ecs;
using Pulumi.Aws.Ecs.Inputs;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>How the provider treats clusters, their capacity and task definitions.</summary>
public sealed class EcsTests : ModelTest
{
    private const string Container = """{"name":"worker","image":"i","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"g","awslogs-region":"us-east-1","awslogs-stream-prefix":"p"}}}""";

    /// <summary>https://github.com/gruntwork-io/cloud-nuke/issues/368</summary>
    [Theory]
    [InlineData("PROVISIONING")]
    [InlineData("RUNNING")]
    [InlineData("STOPPING")]
    public async Task ClusterStaysWhileTasksRun(string status)
    {
        var cluster = await UpAsync("cluster", () => Cluster());
        Record(cluster.Id, null, status);
        await DownFailsAsync("ClusterContainsTasksException: The Cluster cannot be deleted while Tasks are active.");
        Record(cluster.Id, null, "STOPPED");
        await Workshop.DownAsync();
        Assert.Equal(["Delete cluster"], Workshop.Done);
    }

    /// <summary>https://github.com/hashicorp/terraform-provider-aws/issues/14393</summary>
    [Fact]
    public async Task CapacityInUseIsNotTakenOff()
    {
        await UpAsync("capacity", () => Capacity("FARGATE", "FARGATE_SPOT"));
        Record(Workshop.Store.Read().Resources.Single(resource => resource.Name == "cluster").Id, "FARGATE_SPOT", "RUNNING");
        await UpFailsAsync(() => Capacity("FARGATE"), "ResourceInUseException: The specified capacity provider is in use and cannot be removed.");
        await DownFailsAsync("ResourceInUseException");
    }

    [Fact]
    public async Task CapacityThatNoTaskUsesIsTakenOffInPlace()
    {
        await UpAsync("capacity", () => Capacity("FARGATE", "FARGATE_SPOT"));
        Record(Workshop.Store.Read().Resources.Single(resource => resource.Name == "cluster").Id, "FARGATE", "RUNNING");
        await Workshop.UpAsync(() => Capacity("FARGATE"));
        Assert.Equal(["Update capacity"], Workshop.Done);
    }

    [Fact]
    public Task CapacityOtherThanFargateIsRefusedByName() => UpFailsAsync(() => Capacity("machines"), "names 'machines'; the local cloud models FARGATE and FARGATE_SPOT");

    [Fact]
    public Task DefaultStrategyMustBeAmongTheProviders() => UpFailsAsync(
        () => _ = new ClusterCapacityProviders("capacity", new()
        {
            ClusterName = Cluster().Name,
            CapacityProviders = { "FARGATE" },
            DefaultCapacityProviderStrategies = { new ClusterCapacityProvidersDefaultCapacityProviderStrategyArgs { CapacityProvider = "FARGATE_SPOT", Weight = 1 } },
        }),
        "names 'FARGATE_SPOT', which is not among capacityProviders");

    [Fact]
    public Task CapacityNeedsItsCluster() =>
        UpFailsAsync(() => _ = new ClusterCapacityProviders("capacity", new() { ClusterName = "nowhere", CapacityProviders = { "FARGATE" } }), "ClusterNotFoundException: input 'clusterName' is 'nowhere'");

    /// <summary>A revision cannot be changed: the next one is registered before the last is deregistered, and their numbers go on.</summary>
    [Fact]
    public async Task EveryChangeIsANewRevision()
    {
        await UpAsync("definition", () => Definition());
        var second = await UpAsync("definition", () => Definition(args => args.Memory = "4096"));
        Assert.Equal(["Replace definition", "DeleteReplaced definition"], Workshop.Done);
        Assert.Equal(("family", "arn:aws:ecs:us-east-1:000000000000:task-definition/family:2"), (second.Id, second.Text("arn")));
        await Workshop.UpAsync(() => Definition(args => args.Memory = "4096"));
        Assert.Empty(Workshop.Done);
    }

    [Fact]
    public async Task TagsAreUpdatedInPlace()
    {
        await UpAsync("definition", () => Definition());
        var tagged = await UpAsync("definition", () => Definition(args => args.Tags = new InputMap<string> { ["a"] = "b" }));
        Assert.Equal(["Update definition"], Workshop.Done);
        Assert.EndsWith(":1", tagged.Text("arn"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("512", "8192", "Fargate offers no such pair")]
    [InlineData("1 vCPU", "2048", "cpu is '1 vCPU'; Fargate needs CPU units such as '1024'")]
    [InlineData("1024", null, "memory is ''; Fargate needs MiB such as '2048'")]
    public Task SizesMustBeOnesThatFargateOffers(string cpu, string? memory, string expected) => UpFailsAsync(
        () => Definition(args =>
        {
            args.Cpu = cpu;
            args.Memory = memory!;
        }),
        expected);

    [Fact]
    public Task NetworkModeMustBeAwsvpc() => UpFailsAsync(() => Definition(args => args.NetworkMode = "bridge"), "'networkMode' is 'bridge'; Fargate takes awsvpc only");

    [Fact]
    public Task CompatibilityMustBeFargate() => UpFailsAsync(() => Definition(args => args.RequiresCompatibilities = ["EC2"]), "'requiresCompatibilities' must be FARGATE alone");

    [Fact]
    public Task RevisionsMustGoWithTheStack() => UpFailsAsync(() => Definition(args => args.SkipDestroy = true), "'skipDestroy' is true: revisions would stay active");

    /// <summary>https://github.com/virtual-kubelet/virtual-kubelet/issues/193</summary>
    [Fact]
    public Task ExecutionRoleIsNeeded() => UpFailsAsync(() => Definition(args => args.ExecutionRoleArn = null), "Fargate requires task definition to have execution role ARN");

    [Theory]
    [InlineData("stopTimeout", "1", "stopTimeout is 1; Fargate allows 2 to 120 s")]
    [InlineData("stopTimeout", "121", "stopTimeout is 121")]
    [InlineData("essential", "false", "a task needs an essential container")]
    [InlineData("privileged", "true", "containerDefinitions.privileged is not modelled")]
    [InlineData("secrets", """[{"name":"S","valueFrom":"arn"}]""", "containerDefinitions.secrets is not modelled")]
    [InlineData("image", "null", "containerDefinitions.image is missing")]
    [InlineData("environment", """[{"name":"A=B","value":"1"}]""", "cannot be an environment variable")]
    [InlineData("logConfiguration", "null", "the local cloud models awslogs")]
    [InlineData("logConfiguration", """{"logDriver":"awslogs","options":{"awslogs-group":"g","awslogs-region":"r"}}""", "has no awslogs-stream-prefix, which Fargate needs")]
    public void ContainersAreReadStrictly(string member, string value, string expected)
    {
        var container = JsonNode.Parse(Container)!.AsObject();
        container[member] = JsonNode.Parse(value);
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ContainerReader.Read($"[{container.ToJsonString()}]")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "expected a JSON array of container definitions")]
    [InlineData("{}", "expected a JSON array of container definitions")]
    [InlineData("[{},{}]", "has 2 containers; the local cloud runs tasks of one")]
    [InlineData("not JSON", "containerDefinitions: ")]
    public void TasksHaveOneContainer(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ContainerReader.Read(json)).Message, StringComparison.Ordinal);

    private static Pulumi.Aws.Ecs.Cluster Cluster() => new("cluster");

    private static void Capacity(params string[] providers) => _ = new ClusterCapacityProviders("capacity", new() { ClusterName = Cluster().Name, CapacityProviders = [.. providers] });

    private static void Definition(Action<TaskDefinitionArgs>? edit = null)
    {
        var args = new TaskDefinitionArgs
        {
            Family = "family",
            RequiresCompatibilities = { "FARGATE" },
            NetworkMode = "awsvpc",
            Cpu = "1024",
            Memory = "2048",
            ExecutionRoleArn = "arn:aws:iam::000000000000:role/execution",
            ContainerDefinitions = $"[{Container}]",
        };
        edit?.Invoke(args);
        _ = new Pulumi.Aws.Ecs.TaskDefinition("definition", args);
    }

    private void Record(string cluster, string? provider, string status)
    {
        var (journal, _) = TaskJournal.Open(Workshop.Store.DataRoot);
        using (journal)
        {
            journal.Write(new TaskRecord
            {
                Id = "task-1",
                Cluster = cluster,
                CapacityProvider = provider,
                Definition = "definition",
                Container = ContainerReader.Read($"[{Container}]"),
                Cpu = "1024",
                Memory = "2048",
                CpuArchitecture = "X86_64",
                Network = new([], [], "ENABLED"),
                Subject = "slice 0",
                Try = 1,
                CreatedAt = 1,
                LastStatus = Enum.Parse<LastStatus>(status),
            });
        }
    }
}

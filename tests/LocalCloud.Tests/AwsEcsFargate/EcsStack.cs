using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.AwsEcsFargate;
using CloudStacks.LocalCloud.Tests.Support;

namespace CloudStacks.LocalCloud.Tests.AwsEcsFargate;

/// <summary>The program aws-ecs-fargate as deployed, with a shell script in the place of the worker.</summary>
internal sealed class EcsStack : IAsyncDisposable
{
    private static readonly Lazy<Task<StackState>> Deployed = new(() => DeployedProgram.DeployAsync("aws-ecs-fargate"));

    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly AwsCloud _aws;

    private EcsStack(StackState state, string folder, bool ownsFolder, AwsCloud aws, AwsEcsFargateService service) =>
        (State, _folder, _ownsFolder, _aws, Service) = (state, folder, ownsFolder, aws, service);

    public StackState State { get; }

    public AwsEcsFargateService Service { get; }

    public string Cluster => State.OfType("aws:ecs/cluster:Cluster").Single().Text("name")!;

    public string Definition => State.OfType("aws:ecs/taskDefinition:TaskDefinition").Single().Text("arn")!;

    public string Network => Networks("assignPublicIp=ENABLED");

    /// <summary>Opens the service; <paramref name="change"/> edits the outputs of single resources first, by type.</summary>
    public static async Task<EcsStack> OpenAsync(
        string script, Action<string, JsonObject>? change = null, FaultPlan? faults = null, TimeProvider? clock = null, string? folder = null, Func<DeployedResource, bool>? keep = null)
    {
        var state = (await Deployed.Value).Edited(change, keep);
        var dataRoot = folder ?? Directory.CreateTempSubdirectory("ecs").FullName;
        var context = new ServiceContext(state, dataRoot, ["/bin/sh", "-c", script, "task"], faults ?? FaultPlan.None, clock ?? TimeProvider.System);
        var aws = await AwsCloud.StartAsync(context);
        return new(state, dataRoot, folder is null, aws, AwsEcsFargateService.Open(context, aws));
    }

    public string Networks(string more) =>
        $"awsvpcConfiguration={{subnets=[{State.OfType("aws:ec2/subnet:Subnet").Single().Id}],securityGroups=[{State.OfType("aws:ec2/securityGroup:SecurityGroup").Single().Id}],{more}}}";

    public Task<CommandResult> Aws(params string[] arguments) => Service.Commands[0].ExecuteAsync(["aws", .. arguments], TestContext.Current.CancellationToken);

    public async Task<JsonNode> Json(params string[] arguments)
    {
        var result = await Aws(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonNode.Parse(result.Output)!;
    }

    /// <summary>A start; options that are given again replace those that every start has.</summary>
    public string[] Run(params string[] more)
    {
        string[] usual =
        [
            "--cluster", Cluster, "--task-definition", Definition, "--network-configuration", Network,
            .. more.Contains("--launch-type") ? Array.Empty<string>() : ["--capacity-provider-strategy", "capacityProvider=FARGATE,weight=1"],
        ];
        return ["ecs", "run-task", .. usual.Chunk(2).Where(pair => !more.Contains(pair[0])).SelectMany(pair => pair), .. more];
    }

    /// <summary>Starts tasks and gives their ARNs.</summary>
    public async Task<string[]> Start(params string[] more) => [.. (await Json(Run(more)))["tasks"]!.AsArray().Select(task => (string)task!["taskArn"]!)];

    /// <summary>Starts a task that the service must refuse, and gives what it says.</summary>
    public async Task<string> Refusal(params string[] more)
    {
        var result = await Aws(Run(more));
        Assert.Equal(254, result.ExitCode);
        return result.Error;
    }

    public async Task<JsonNode> Describe(string task) => (await Json("ecs", "describe-tasks", "--cluster", Cluster, "--tasks", task))["tasks"]![0]!;

    /// <summary>Waits until a task has reached a status.</summary>
    public async Task<JsonNode> Reach(string task, string status)
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            var described = await Describe(task);
            if ((string)described["lastStatus"]! == status)
            {
                return described;
            }
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"{task} stays {(string)(await Describe(task))["lastStatus"]!}; waiting: {Service.WhyWaiting()}");
    }

    public Task<JsonNode> End(string task) => Reach(task, "STOPPED");

    /// <summary>Waits until a task has written a line.</summary>
    public async Task Logged(string task, string line)
    {
        await Reach(task, "RUNNING");
        while (!(await Log(task)).Contains(line))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async Task<IReadOnlyList<string>> Log(string task)
    {
        var group = State.OfType("aws:cloudwatch/logGroup:LogGroup").Single().Text("name")!;
        var events = await Json("logs", "get-log-events", "--log-group-name", group, "--log-stream-name", $"worker/worker/{task.Split('/')[^1]}", "--start-from-head");
        return [.. events["events"]!.AsArray().Select(entry => (string)entry!["message"]!)];
    }

    public static string Override(params (string Name, string Value)[] variables) => new JsonObject
    {
        ["containerOverrides"] = new JsonArray(new JsonObject
        {
            ["name"] = "worker",
            ["environment"] = new JsonArray([.. variables.Select(variable => new JsonObject { ["name"] = variable.Name, ["value"] = variable.Value })]),
        }),
    }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _aws.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

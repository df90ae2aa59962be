using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.AwsStepFunctions;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.AwsStepFunctions;

/// <summary>A deployed machine over a bucket, with a function of the test in the place of Lambda.</summary>
internal sealed class StatesStack : IAsyncDisposable
{
    public const string Machine = $"arn:aws:states:us-east-1:{StateBuilder.Account}:stateMachine:screening";

    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly AwsCloud _aws;
    private readonly AwsStepFunctionsService _service;

    private StatesStack(string folder, bool ownsFolder, AwsCloud aws, AwsStepFunctionsService service) => (_folder, _ownsFolder, _aws, _service) = (folder, ownsFolder, aws, service);

    /// <summary>The payloads that the function was given.</summary>
    public ConcurrentQueue<string> Asked { get; private init; } = [];

    public static IReadOnlyList<string> Allowed { get; } =
    [
        StateBuilder.Allow("lambda:InvokeFunction", StatesLanguage.Definitions.Function), StateBuilder.Allow("states:StartExecution", Machine),
        StateBuilder.Allow("states:DescribeExecution", $"{Machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:*"),
        StateBuilder.Allow("s3:GetObject", "arn:aws:s3:::fleet-data/jobs/*"),
        .. new[] { "PutObject", "GetObject", "ListMultipartUploadParts", "AbortMultipartUpload" }.Select(action => StateBuilder.Allow($"s3:{action}", "arn:aws:s3:::fleet-data/results/*")),
    ];

    /// <summary>Opens the service; <paramref name="function"/> answers a payload with JSON, or throws.</summary>
    public static async Task<StatesStack> OpenAsync(
        Func<JsonNode, CancellationToken, Task<LambdaAnswer>> function, string? definition = null, string faults = "", TimeProvider? clock = null, string? folder = null, IEnumerable<string>? statements = null, string service = "states")
    {
        var state = new StateBuilder().AddBucket()
            .AddRoleTrusting("machine", $$"""{ "Effect": "Allow", "Principal": { "Service": "{{service}}.amazonaws.com" }, "Action": "sts:AssumeRole" }""")
            .Add("aws:iam/rolePolicy:RolePolicy", "policy", new() { ["role"] = "machine", ["name"] = "policy", ["policy"] = StateBuilder.Policy([.. statements ?? Allowed]) })
            .Add(StateMachine.Type, "machine", new() { ["arn"] = Machine, ["name"] = "screening", ["roleArn"] = StateBuilder.RoleArn("machine"), ["definition"] = definition ?? StatesLanguage.Definitions.Map.ToJsonString() })
            .Build();
        var dataRoot = folder ?? Directory.CreateTempSubdirectory("states").FullName;
        var context = new ServiceContext(state, dataRoot, [], FaultPlan.Parse(faults), TimeProvider.System);
        var aws = await AwsCloud.StartAsync(context, TestContext.Current.CancellationToken);
        var asked = new ConcurrentQueue<string>();
        return new(dataRoot, folder is null, aws, AwsStepFunctionsService.Open(context with { Clock = clock ?? TimeProvider.System }, aws, (_, payload, options, cancellationToken) =>
        {
            asked.Enqueue(payload);
            var allowed = aws.Authorizer.Authorize(new(options.Caller!, "lambda:InvokeFunction", StatesLanguage.Definitions.Function, AuthorizationRequest.NoContext));
            return allowed.Allowed ? function(JsonNode.Parse(payload)!, cancellationToken) : Task.FromResult(LambdaAnswer.Refused(InvokeRefusal.AccessDenied, allowed.Message));
        })) { Asked = asked };
    }

    /// <summary>A function that answers the same to everything.</summary>
    public static Func<JsonNode, CancellationToken, Task<LambdaAnswer>> Answering(string json = """{"ok":true}""") => (_, _) => Task.FromResult(LambdaAnswer.Of(json));

    /// <summary>An answer of a function that reports an error.</summary>
    public static LambdaAnswer Error(string type, string message) =>
        LambdaAnswer.Failed(new(type, message, Reported: true), new JsonObject { ["errorMessage"] = message, ["errorType"] = type }.ToJsonString());

    /// <summary>The index of the first item that a payload holds; none for the reduce.</summary>
    public static int? Item(JsonNode payload) => (int?)payload["Items"]?[0]?["index"];

    public async Task PutListAsync(string json) => await _aws.OpenStore("s3://fleet-data").PutIfAbsentAsync("jobs/j/job.json", new MemoryStream(Encoding.UTF8.GetBytes(json)), TestContext.Current.CancellationToken);

    /// <summary>A list of so many shards.</summary>
    public Task PutShardsAsync(int shards) => PutListAsync(new JsonObject { ["shards"] = new JsonArray([.. Enumerable.Range(0, shards).Select(shard => JsonValue.Create($"shard {shard}"))]) }.ToJsonString());

    public Task<CommandResult> Aws(params string[] arguments) => _service.Commands[0].ExecuteAsync(["aws", "stepfunctions", .. arguments], TestContext.Current.CancellationToken);

    public async Task<JsonNode> Json(params string[] arguments)
    {
        var result = await Aws(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonNode.Parse(result.Output)!;
    }

    /// <summary>Starts an execution over the list and gives its ARN.</summary>
    public async Task<string> StartAsync(int batch = 1, string name = "j-0") =>
        (string)(await Json("start-execution", "--state-machine-arn", Machine, "--name", name, "--input", $$"""{"job":"j","list":"jobs/j/job.json","batch":{{batch}}}"""))["executionArn"]!;

    /// <summary>Waits for an execution's end.</summary>
    public async Task<JsonNode> EndAsync(string execution)
    {
        while (true)
        {
            var described = await Json("describe-execution", "--execution-arn", execution);
            if ((string)described["status"]! != "RUNNING")
            {
                return described;
            }
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async Task<JsonNode> RunAsync(int shards, int batch = 1)
    {
        await PutShardsAsync(shards);
        return await EndAsync(await StartAsync(batch));
    }

    public async Task<JsonNode> ReadAsync(string key)
    {
        using var found = await _aws.OpenStore("s3://fleet-data").GetAsync(key, cancellation: TestContext.Current.CancellationToken) ?? throw new InvalidOperationException(key);
        return (await JsonNode.ParseAsync(found.Content, cancellationToken: TestContext.Current.CancellationToken))!;
    }

    public IReadOnlyList<TaskAttempts> Attempts() => _service.Attempts();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _aws.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}

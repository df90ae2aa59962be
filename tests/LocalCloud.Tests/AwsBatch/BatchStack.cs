using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.AwsBatch;
using CloudStacks.LocalCloud.Tests.Support;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>The program aws-batch as deployed, with a shell script in the place of the worker.</summary>
internal sealed class BatchStack : IAsyncDisposable
{
    private static readonly Lazy<Task<StackState>> Deployed = new(() => DeployedProgram.DeployAsync("aws-batch"));

    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly AwsCloud _aws;

    private BatchStack(StackState state, string folder, bool ownsFolder, AwsCloud aws, AwsBatchService service) =>
        (State, _folder, _ownsFolder, _aws, Service) = (state, folder, ownsFolder, aws, service);

    public StackState State { get; }

    public AwsBatchService Service { get; }

    public string Queue => State.OfType("aws:batch/jobQueue:JobQueue").First().Text("name")!;

    public string Definition => State.OfType("aws:batch/jobDefinition:JobDefinition").Single().Text("name")!;

    /// <summary>Opens the service; <paramref name="change"/> edits the outputs of single resources first, by type.</summary>
    public static async Task<BatchStack> OpenAsync(
        string script, Action<string, JsonObject>? change = null, FaultPlan? faults = null, TimeProvider? clock = null, string? folder = null, Func<DeployedResource, bool>? keep = null,
        Func<StackState, IEnumerable<DeployedResource>>? more = null)
    {
        var state = (await Deployed.Value).Edited(change, keep);
        // As it comes back from the state file.
        state = state with { Resources = [.. state.Resources, .. (more?.Invoke(state) ?? []).Select(resource => resource with { Outputs = JsonNode.Parse(resource.Outputs.ToJsonString())!.AsObject() })] };
        var dataRoot = folder ?? Directory.CreateTempSubdirectory("batch").FullName;
        var context = new ServiceContext(state, dataRoot, ["/bin/sh", "-c", script, "task"], faults ?? FaultPlan.None, clock ?? TimeProvider.System);
        var aws = await AwsCloud.StartAsync(context);
        return new(state, dataRoot, folder is null, aws, AwsBatchService.Open(context, aws));
    }

    public Task<CommandResult> Aws(params string[] arguments) => Service.Commands[0].ExecuteAsync(["aws", .. arguments], TestContext.Current.CancellationToken);

    public async Task<JsonNode> Json(params string[] arguments)
    {
        var result = await Aws(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonNode.Parse(result.Output)!;
    }

    /// <summary>Submits a job and gives its id.</summary>
    public async Task<string> Submit(params string[] more) =>
        (string)(await Json(["batch", "submit-job", "--job-name", "run", "--job-queue", Queue, "--job-definition", Definition, .. more]))["jobId"]!;

    /// <summary>Submits a job that the service must refuse, and gives what it says.</summary>
    public async Task<string> Refusal(params string[] more)
    {
        var result = await Aws(["batch", "submit-job", "--job-name", "run", "--job-queue", Queue, "--job-definition", Definition, .. more]);
        Assert.Equal(254, result.ExitCode);
        Assert.Contains("An error occurred (ClientException) when calling the SubmitJob operation", result.Error, StringComparison.Ordinal);
        return result.Error;
    }

    public async Task<JsonNode> Describe(string id) => (await Json("batch", "describe-jobs", "--jobs", id))["jobs"]![0]!;

    /// <summary>Waits until a job has reached a status.</summary>
    public async Task<JsonNode> Reach(string id, params string[] statuses)
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            var job = await Describe(id);
            if (statuses.Contains((string)job["status"]!))
            {
                return job;
            }
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"{id} stays {(string)(await Describe(id))["status"]!}; waiting: {Service.WhyWaiting()}");
    }

    /// <summary>Waits until a running job has written a line.</summary>
    public async Task Logged(string id, string line)
    {
        var job = await Reach(id, "RUNNING");
        while (!(await Log(job)).Contains(line))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for a job's end.</summary>
    public Task<JsonNode> End(string id) => Reach(id, "SUCCEEDED", "FAILED");

    public async Task<IReadOnlyList<string>> Log(JsonNode job)
    {
        var options = JsonNode.Parse(State.OfType("aws:batch/jobDefinition:JobDefinition").Single().Text("containerProperties")!)!["logConfiguration"]!["options"]!;
        var events = await Json("logs", "get-log-events", "--log-group-name", (string)options["awslogs-group"]!, "--log-stream-name", (string)job["container"]!["logStreamName"]!, "--start-from-head");
        return [.. events["events"]!.AsArray().Select(entry => (string)entry!["message"]!)];
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _aws.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Edits a job definition's container properties.</summary>
    public static Action<string, JsonObject> Container(Action<JsonObject> edit) => (type, outputs) =>
    {
        if (type == "aws:batch/jobDefinition:JobDefinition")
        {
            var container = JsonNode.Parse((string)outputs["containerProperties"]!)!.AsObject();
            edit(container);
            outputs["containerProperties"] = container.ToJsonString();
        }
    };

    /// <inheritdoc cref="DeployedProgram.Of"/>
    public static Action<string, JsonObject> Of(string wanted, Action<JsonObject> edit) => DeployedProgram.Of(wanted, edit);
}

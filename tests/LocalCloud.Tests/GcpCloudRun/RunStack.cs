using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.GcpCloudRun;
using CloudStacks.LocalCloud.Tests.Storage.Gcs;

namespace CloudStacks.LocalCloud.Tests.GcpCloudRun;

/// <summary>A deployed job whose tasks run a shell script, and its service behind its commands.</summary>
internal sealed class RunStack : IAsyncDisposable
{
    public const string Job = "work";
    public const string Region = "us-central1";
    private const string Image = Region + "-docker.pkg.dev/p/images/worker:latest@sha256:1";

    private readonly bool _ownsFolder;
    private readonly GoogleCloud _google;

    private RunStack(string folder, bool ownsFolder, GoogleCloud google, GcpCloudRunService service) => (Folder, _ownsFolder, _google, Service) = (folder, ownsFolder, google, service);

    public string Folder { get; }

    public GcpCloudRunService Service { get; }

    /// <param name="script">What a task runs.</param>
    /// <param name="edit">Changes the job's template.</param>
    /// <param name="keep">Which resources are deployed.</param>
    /// <param name="faults">The faults that strike tasks.</param>
    /// <param name="folder">The data folder of an earlier session.</param>
    /// <param name="clock">The clock.</param>
    public static async Task<RunStack> OpenAsync(
        string script, Action<JsonObject>? edit = null, Func<DeployedResource, bool>? keep = null, string faults = "", string? folder = null, TimeProvider? clock = null)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("run").FullName;
        var context = new ServiceContext(State(edit, keep), data, ["/bin/sh", "-c", script, "task"], FaultPlan.Parse(faults), clock ?? TimeProvider.System);
        var google = await GoogleCloud.StartAsync(context);
        return new(data, folder is null, google, GcpCloudRunService.Open(context, google));
    }

    public Task<CommandResult> RunAsync(params string[] arguments) => Service.Commands[0].ExecuteAsync(["gcloud", .. arguments], TestContext.Current.CancellationToken);

    public async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--format=json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonNode.Parse(result.Output)!;
    }

    /// <summary>Starts an execution and gives its name.</summary>
    public async Task<string> ExecuteAsync(params string[] more) => (string)(await JsonAsync(["run", "jobs", "execute", Job, "--region", Region, "--async", .. more]))["metadata"]!["name"]!;

    public Task<JsonNode> DescribeAsync(string execution) => JsonAsync("run", "jobs", "executions", "describe", execution, "--region", Region);

    public async Task<IReadOnlyList<JsonNode>> TasksAsync(string execution) => [.. (await JsonAsync("run", "jobs", "executions", "tasks", "list", "--execution", execution, "--region", Region)).AsArray().Select(task => task!)];

    /// <summary>Waits until an execution has completed, and gives its status.</summary>
    public Task<JsonNode> EndAsync(string execution) => ReachAsync(execution, status => status["completionTime"] is not null);

    /// <summary>Waits until an execution's status is as wanted.</summary>
    public async Task<JsonNode> ReachAsync(string execution, Func<JsonNode, bool> wanted)
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            if ((await DescribeAsync(execution))["status"] is { } status && wanted(status))
            {
                return status;
            }
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"{execution} stays {(await DescribeAsync(execution))["status"]!.ToJsonString()}; waiting: {Service.WhyWaiting()}");
    }

    /// <summary>What the tasks of an execution wrote.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string execution, string more = "") =>
        [.. (await JsonAsync("logging", "read", $"resource.type=\"cloud_run_job\" AND labels.\"run.googleapis.com/execution_name\"=\"{execution}\"{more}", "--order", "asc")).AsArray().Select(entry => (string)entry!["textPayload"]!)];

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Ends the session and leaves the folder.</summary>
    public async Task CloseAsync()
    {
        await Service.DisposeAsync();
        await _google.DisposeAsync();
    }

    private static StackState State(Action<JsonObject>? edit, Func<DeployedResource, bool>? keep)
    {
        var template = new JsonObject
        {
            ["template"] = new JsonObject
            {
                ["containers"] = new JsonArray(new JsonObject { ["image"] = Image, ["envs"] = new JsonArray(new JsonObject { ["name"] = "GREETING", ["value"] = "hello" }) }),
                ["maxRetries"] = 2,
                ["timeout"] = "100s",
                ["serviceAccount"] = LocalGcs.Worker,
            },
        };
        edit?.Invoke(template);
        DeployedResource[] resources =
        [
            LocalGcs.Resource("gcp:serviceaccount/account:Account", "account", new() { ["email"] = LocalGcs.Worker, ["project"] = "p" }),
            LocalGcs.Resource("gcp:artifactregistry/repository:Repository", "images", new() { ["registryUri"] = $"{Region}-docker.pkg.dev/p/images", ["location"] = Region }),
            LocalGcs.Resource("docker-build:index:Image", "image", new() { ["ref"] = Image, ["platforms"] = new JsonArray("linux/amd64") }),
            LocalGcs.Resource("gcp:cloudrunv2/job:Job", Job, new() { ["name"] = Job, ["location"] = Region, ["template"] = template }),
        ];
        return new("gcp-cloud-run", "test", [.. resources.Where(keep ?? (_ => true))], []);
    }
}

using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.Kubernetes;
using CloudStacks.LocalCloud.Tests.Storage.Gcs;

namespace CloudStacks.LocalCloud.Tests.Kubernetes;

/// <summary>A cluster with a template whose pods run a shell script, behind <c>kubectl</c>.</summary>
internal sealed class ClusterStack : IAsyncDisposable
{
    public const string Namespace = "tasks";

    private readonly bool _ownsFolder;
    private readonly KubernetesJobs _jobs;

    private ClusterStack(string folder, bool ownsFolder, KubernetesJobs jobs) => (Folder, _ownsFolder, _jobs) = (folder, ownsFolder, jobs);

    public string Folder { get; }

    public string? WhyWaiting => _jobs.WhyWaiting();

    public IReadOnlyList<TaskAttempts> Attempts => _jobs.Attempts();

    /// <param name="script">What a pod runs.</param>
    /// <param name="edit">Changes the spec of the Job's template.</param>
    /// <param name="objects">Changes the cluster's objects, by kind.</param>
    /// <param name="faults">The faults that strike pods.</param>
    /// <param name="folder">The data folder of an earlier session.</param>
    /// <param name="clock">The clock.</param>
    public static ClusterStack Open(
        string script, Action<JsonObject>? edit = null, Action<Dictionary<string, JsonObject>>? objects = null, string faults = "", string? folder = null, TimeProvider? clock = null)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("cluster").FullName;
        var context = new ServiceContext(State(edit, objects), data, ["/bin/sh", "-c", script, "task"], FaultPlan.Parse(faults), clock ?? TimeProvider.System);
        return new(data, folder is null, KubernetesJobs.Open(context, new TestHost()));
    }

    /// <summary>Runs <c>kubectl</c> in the namespace of the tasks.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) =>
        _jobs.Commands.ExecuteAsync(["kubectl", .. arguments, $"--namespace={Namespace}"], TestContext.Current.CancellationToken);

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }

    /// <summary>Runs a command that must fail, and gives what it says.</summary>
    public async Task<string> RefusalAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Output);
        return result.Error;
    }

    /// <summary>Makes a Job and lets it go with so many indexes.</summary>
    public async Task StartAsync(string name, int completions)
    {
        await DoAsync("create", "job", name, "--from=cronjob/worker");
        var spec = new JsonObject { ["suspend"] = false, ["completions"] = completions, ["parallelism"] = completions };
        await DoAsync("patch", "job", name, "--type=merge", $"--patch={new JsonObject { ["spec"] = spec }.ToJsonString()}");
    }

    public async Task<JsonNode> StatusAsync(string name) => JsonNode.Parse(await DoAsync("get", "job", name, "--output=json"))!["status"]!;

    /// <summary>The pods of a Job, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<JsonNode>> PodsAsync(string job) =>
        [.. JsonNode.Parse(await DoAsync("get", "pods", $"--selector=batch.kubernetes.io/job-name={job}", "--output=json"))!["items"]!.AsArray().Select(pod => pod!)];

    /// <summary>Waits until a Job has finished, and gives its status.</summary>
    public Task<JsonNode> EndAsync(string name) => ReachAsync(name, status => (Condition(status, "Complete") ?? Condition(status, "Failed")) is not null);

    /// <summary>Waits until a Job's status is as wanted.</summary>
    public async Task<JsonNode> ReachAsync(string name, Func<JsonNode, bool> wanted)
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            if (await StatusAsync(name) is var status && wanted(status))
            {
                return status;
            }
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"{name} stays {(await StatusAsync(name)).ToJsonString()}; waiting: {WhyWaiting}");
    }

    /// <summary>The reason of a condition that a status has, or null.</summary>
    public static string? Condition(JsonNode status, string type) =>
        (string?)status["conditions"]!.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type)?["reason"];

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Ends the session and leaves the folder.</summary>
    public ValueTask CloseAsync() => _jobs.DisposeAsync();

    private static StackState State(Action<JsonObject>? edit, Action<Dictionary<string, JsonObject>>? change)
    {
        var spec = Manifests.JobSpec();
        edit?.Invoke(spec);
        var objects = new Dictionary<string, JsonObject>
        {
            ["core/v1:Namespace"] = new() { ["metadata"] = new JsonObject { ["name"] = Namespace, ["uid"] = "1" } },
            ["core/v1:ServiceAccount"] = new() { ["metadata"] = Manifests.Metadata("worker", "2") },
            ["core/v1:ResourceQuota"] = new() { ["metadata"] = Manifests.Metadata("worker", "3"), ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = "20" } } },
            ["batch/v1:CronJob"] = new()
            {
                ["metadata"] = Manifests.Metadata("worker", "4"),
                ["spec"] = new JsonObject { ["schedule"] = "0 0 1 1 *", ["suspend"] = true, ["jobTemplate"] = new JsonObject { ["spec"] = spec } },
            },
        };
        change?.Invoke(objects);
        return new("gcp-gke", "test", [.. objects.Select(found => LocalGcs.Resource($"kubernetes:{found.Key}", found.Key, found.Value))], []);
    }
}

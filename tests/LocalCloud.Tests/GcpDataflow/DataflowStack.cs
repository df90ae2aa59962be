using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.GcpDataflow;
using CloudStacks.LocalCloud.Tests.Storage.Gcs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.GcpDataflow;

/// <summary>A deployed template whose pipeline runs a shell script for the worker, and its service behind its commands.</summary>
internal sealed class DataflowStack : IAsyncDisposable
{
    public const string Region = "us-central1";
    private const string Image = Region + "-docker.pkg.dev/p/images/beam:latest@sha256:1";

    private readonly bool _ownsFolder;
    private readonly GoogleCloud _google;

    private DataflowStack(string folder, bool ownsFolder, GoogleCloud google, GcpDataflowService service) => (Folder, _ownsFolder, _google, Service) = (folder, ownsFolder, google, service);

    public string Folder { get; }

    public GcpDataflowService Service { get; }

    /// <param name="script">What the worker is: a shell script with the worker's arguments.</param>
    /// <param name="template">Changes the template's file.</param>
    /// <param name="keep">Which resources are deployed.</param>
    /// <param name="faults">The faults that strike elements.</param>
    /// <param name="folder">The data folder of an earlier session.</param>
    /// <param name="beam">The script that stands for the pipeline under Beam's direct runner.</param>
    public static async Task<DataflowStack> OpenAsync(
        string script, Action<JsonObject>? template = null, Func<DeployedResource, bool>? keep = null, string faults = "", string? folder = null, string? beam = null)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("dataflow").FullName;
        var context = new ServiceContext(State(keep), data, ["/bin/sh", "-c", script, "worker"], FaultPlan.Parse(faults), TimeProvider.System);
        var google = await GoogleCloud.StartAsync(context);
        var file = new JsonObject { ["image"] = Image, ["metadata"] = Metadata(), ["defaultEnvironment"] = new JsonObject { ["sdkContainerImage"] = Image }, ["sdkInfo"] = new JsonObject { ["language"] = "PYTHON" } };
        template?.Invoke(file);
        await google.OpenStore($"gs://{LocalGcs.Bucket}").PutIfAbsentAsync("template.json", System.Text.Encoding.UTF8.GetBytes(file.ToJsonString()), TestContext.Current.CancellationToken);
        return new(data, folder is null, google, GcpDataflowService.Open(context, google, () => beam is null ? null : ["/bin/sh", "-c", beam, "pipeline"]));
    }

    /// <summary>A command line that launches a job of some slices; a flag that is given again wins.</summary>
    public static string[] Line(int slices, string more = "", string name = "job") =>
    [
        "dataflow", "flex-template", "run", name, "--region", Region, "--template-file-gcs-location", $"gs://{LocalGcs.Bucket}/template.json", "--staging-location", $"gs://{LocalGcs.Bucket}/staging",
        "--temp-location", $"gs://{LocalGcs.Bucket}/temp", "--service-account-email", LocalGcs.Worker, "--subnetwork", $"regions/{Region}/subnetworks/inner", "--disable-public-ips", "--max-workers", "40",
        "--parameters", FormattableString.Invariant($"job=j,store=gs://{LocalGcs.Bucket},slices={slices},task_timeout=100,retries=1"),
        .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    ];

    public Task<CommandResult> RunAsync(params string[] arguments) => Service.Commands[0].ExecuteAsync(["gcloud", .. arguments], TestContext.Current.CancellationToken);

    public async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--format=json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonNode.Parse(result.Output)!;
    }

    /// <summary>Launches a job and gives its id.</summary>
    public async Task<string> LaunchAsync(int slices, string more = "") => (string)(await JsonAsync(Line(slices, more)))["job"]!["id"]!;

    public async Task<string> StateAsync(string job) => (string)(await JsonAsync("dataflow", "jobs", "describe", job, "--region", Region))["currentState"]!;

    /// <summary>Waits until a job is in one of some states, without their common start, and gives it.</summary>
    public async Task<string> ReachAsync(string job, params string[] states)
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            if (await StateAsync(job) is var state && states.Contains(state["JOB_STATE_".Length..]))
            {
                return state["JOB_STATE_".Length..];
            }
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"{job} stays {await StateAsync(job)}; waiting: {Service.WhyWaiting()}");
    }

    public Task<string> EndAsync(string job) => ReachAsync(job, "DONE", "FAILED", "CANCELLED");

    /// <summary>What one log of a job says, in the order of time.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string job, string log) =>
        [.. (await JsonAsync("logging", "read", $"resource.labels.job_id=\"{job}\" AND logName=\"projects/p/logs/dataflow.googleapis.com%2F{log}\"", "--order", "asc")).AsArray()
            .Select(entry => (string?)entry!["textPayload"] ?? (string)entry["jsonPayload"]!["message"]!)];

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

    private static JsonNode Metadata()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CloudStacks.sln")))
        {
            folder = folder.Parent;
        }
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "workloads", "beam", "metadata.json")))!;
    }

    private static StackState State(Func<DeployedResource, bool>? keep)
    {
        var member = $"serviceAccount:{LocalGcs.Worker}";
        DeployedResource[] resources =
        [
            LocalGcs.Resource("gcp:projects/service:Service", "dataflow", new() { ["service"] = "dataflow.googleapis.com", ["project"] = "p" }),
            LocalGcs.Resource("gcp:serviceaccount/account:Account", "account", new() { ["email"] = LocalGcs.Worker, ["project"] = "p" }),
            LocalGcs.Resource("gcp:storage/bucket:Bucket", LocalGcs.Bucket, new() { ["name"] = LocalGcs.Bucket, ["project"] = "p" }),
            LocalGcs.Resource("gcp:storage/bucketIAMMember:BucketIAMMember", "user", new() { ["bucket"] = LocalGcs.Bucket, ["role"] = "roles/storage.objectUser", ["member"] = member }),
            LocalGcs.Resource("gcp:projects/iAMMember:IAMMember", "worker", new() { ["project"] = "p", ["role"] = "roles/dataflow.worker", ["member"] = member }),
            LocalGcs.Resource("gcp:artifactregistry/repositoryIamMember:RepositoryIamMember", "reader", new() { ["project"] = "p", ["location"] = Region, ["repository"] = "images", ["role"] = "roles/artifactregistry.reader", ["member"] = member }),
            LocalGcs.Resource("gcp:artifactregistry/repository:Repository", "images", new() { ["registryUri"] = $"{Region}-docker.pkg.dev/p/images", ["location"] = Region }) with { Id = $"projects/p/locations/{Region}/repositories/images" },
            LocalGcs.Resource("gcp:compute/subnetwork:Subnetwork", "inner", new() { ["name"] = "inner", ["region"] = Region, ["privateIpGoogleAccess"] = true }),
            LocalGcs.Resource("docker-build:index:Image", "image", new() { ["ref"] = Image, ["platforms"] = new JsonArray("linux/amd64") }),
        ];
        return new("gcp-dataflow", "test", [.. resources.Where(keep ?? (_ => true))], []);
    }
}

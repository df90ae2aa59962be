using System.IO.Compression;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Models;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Tasks;
using CloudStacks.LocalCloud.Tests.Engine;
using CloudStacks.LocalCloud.Tests.Programs;
using CloudStacks.Shared;
using CloudStacks.Shared.Aws;
using CloudStacks.Worker.Storage;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Lambda;

/// <summary>What a test deploys.</summary>
internal sealed record FunctionSetup
{
    public const int Executable = 0b111_101_101;

    public IReadOnlyList<(string Name, string Content, int Mode)> Files { get; init; } = [];

    public string Faults { get; init; } = "";

    /// <summary>Settings of the stack, <c>key=value</c> with commas.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Edits the function's outputs in the state.</summary>
    public Action<JsonObject> Change { get; init; } = _ => { };

    /// <summary>Which resources of the state exist.</summary>
    public Func<DeployedResource, bool> Keep { get; init; } = _ => true;

    public ResourceTransformation[] Edits { get; init; } = [];

    /// <summary>Declares more beside the function.</summary>
    public Action<AwsWorkerFunction> More { get; init; } = _ => { };

    /// <summary>The worker that runs in place of an image.</summary>
    public IReadOnlyList<string> Worker { get; init; } = ["/bin/false"];

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>A stack of one worker function, with a shell script as the bootstrap of its .zip.</summary>
internal sealed class FunctionStack : IAsyncDisposable
{
    /// <summary>A runtime in a few lines of shell: asks for an event, runs <c>handle id</c> with the event in $event, asks again.</summary>
    public const string Loop = """
        api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
        answer() { curl -s -o /dev/null -X POST --data-binary "$2" $api/invocation/$1/response; }
        fail() { curl -s -o /dev/null -X POST --data-binary "$2" $api/invocation/$1/error; }
        while event=$(curl -s -D $HOME/headers $api/invocation/next); do
          header() { tr -d '\r' < $HOME/headers | sed -n "s/^$1: //Ip"; }
          handle $(header Lambda-Runtime-Aws-Request-Id)
        done
        """;

    public static readonly bool HasCurl = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "curl")));

    private readonly AwsCloud _aws;
    private readonly LogStore _logs;

    private FunctionStack(Workshop workshop, AwsCloud aws, LogStore logs, LambdaFunctions functions) => (Workshop, _aws, _logs, Functions) = (workshop, aws, logs, functions);

    public Workshop Workshop { get; }

    public LambdaFunctions Functions { get; }

    /// <summary>The job store, as the person at the keyboard.</summary>
    public IObjectStore Store => _aws.OpenStore((string)Workshop.Store.Read().Outputs["store"]!);

    public DeployedResource Function => Workshop.Store.Read().OfType("aws:lambda/function:Function").Single();

    /// <summary>Deploys a function whose runtime is the loop around <c>handle() { … }</c>, and opens it.</summary>
    public static Task<FunctionStack> OpenAsync(string handle, FunctionSetup? setup = null) =>
        OpenAsync((setup ?? new()) with { Files = [("bootstrap", $"#!/bin/sh\nhandle() {{\n{handle}\n}}\n{Loop}\n", FunctionSetup.Executable)] });

    public static async Task<FunctionStack> OpenAsync(FunctionSetup setup)
    {
        Assert.SkipUnless(HasCurl || !setup.Files.Any(file => file.Content.Contains("curl", StringComparison.Ordinal)), "curl is not on PATH; the shell script that is the function here calls it");
        var workshop = await DeployAsync(setup);
        var state = workshop.Store.Read();
        state = state with { Resources = [.. state.Resources.Where(setup.Keep).Select(resource => resource with { Outputs = Edited(resource, setup.Change) })] };
        var context = new ServiceContext(state, workshop.Store.DataRoot, setup.Worker, FaultPlan.Parse(setup.Faults), setup.Clock);
        var aws = await AwsCloud.StartAsync(context);
        var logs = new LogStore(workshop.Store.DataRoot);
        return new(workshop, aws, logs, LambdaFunctions.Open(context, aws, logs));
    }

    /// <summary>Deploys without opening.</summary>
    public static async Task<Workshop> DeployAsync(FunctionSetup setup)
    {
        var workshop = new Workshop(LocalModels.All, "lambda-core") { Folder = Path.Combine(ProgramTest.RepositoryRoot, "stacks", "aws-batch") };
        var zip = Path.Combine(workshop.Home, "own.zip");
        await File.WriteAllBytesAsync(zip, Zip(setup.Files), TestContext.Current.CancellationToken);
        workshop.Config = workshop.Config.Add("cloudstacks:artifact", zip);
        foreach (var setting in setup.Settings.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            workshop.Config = workshop.Config.SetItem($"cloudstacks:{setting.Split('=')[0]}", setting.Split('=')[1]);
        }
        await workshop.UpAsync(() => Declare(setup));
        return workshop;
    }

    public static IDictionary<string, object?> Declare(FunctionSetup setup)
    {
        var settings = StackSettings.Load(AwsWorkerFunction.Limits("lambda-core"));
        var tags = Tags.For("lambda-core", settings);
        var options = new ComponentResourceOptions { ResourceTransformations = [.. setup.Edits] };
        var store = new AwsJobStore("x-store", tags, options);
        var function = new AwsWorkerFunction("x", new(settings, store, WorkerEnvironment.ReduceLast, tags), options);
        setup.More(function);
        return new Dictionary<string, object?> { ["function"] = function.Arn, ["store"] = store.Uri };
    }

    public Task<LambdaAnswer> InvokeAsync(string payload = "{}", Func<Invocation, Invocation>? change = null) =>
        Functions.InvokeAsync(Function.Text("arn")!, payload, (change ?? (same => same))(new("shard 0", 1)), TestContext.Current.CancellationToken);

    /// <summary>All lines of all streams of the function.</summary>
    public IReadOnlyList<string> Log()
    {
        var folder = Directory.GetDirectories(Path.Combine(Workshop.Store.DataRoot, "logs")).Single();
        return [.. Directory.GetFiles(folder).SelectMany(File.ReadLines).Select(line => (string)JsonNode.Parse(line)!["message"]!)];
    }

    public async ValueTask DisposeAsync()
    {
        await Functions.DisposeAsync();
        await _aws.DisposeAsync();
        Workshop.Dispose();
    }

    public static byte[] Zip(IEnumerable<(string Name, string Content, int Mode)> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content, mode) in files)
            {
                var entry = archive.CreateEntry(name);
                entry.ExternalAttributes = (0x8000 | mode) << 16;
                using var writer = new StreamWriter(entry.Open());
                writer.Write(content.ReplaceLineEndings("\n"));
            }
        }
        return stream.ToArray();
    }

    private static JsonObject Edited(DeployedResource resource, Action<JsonObject> change)
    {
        var outputs = JsonNode.Parse(resource.Outputs.ToJsonString())!.AsObject();
        if (resource.Type == "aws:lambda/function:Function")
        {
            change(outputs);
        }
        return JsonNode.Parse(outputs.ToJsonString())!.AsObject();
    }
}

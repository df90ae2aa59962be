using System.Text;
using System.Text.Json.Nodes;
using CloudStacks.Cli.Tools;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Lambda;

/// <summary>The packaged worker as the function's bootstrap.</summary>
public sealed class WorkerTests
{
    private static readonly IReadOnlyList<string> Worker = [Dotnet.Program, Path.Combine(AppContext.BaseDirectory, "worker.dll")];

    private static FunctionSetup Packaged { get; } = new() { Files = [("bootstrap", $"#!/bin/sh\nexec {string.Join(' ', Worker)}\n", FunctionSetup.Executable)] };

    [Fact]
    public async Task ItemsThenReduceInOneWarmEnvironment()
    {
        await using var stack = await FunctionStack.OpenAsync(Packaged);
        await PlanAsync(stack.Store);
        var mapped = await stack.InvokeAsync("""{"BatchInput":{"job":"j"},"Items":[{"index":0},{"index":1}]}""");
        Assert.Equal("""{"keys":["jobs/j/parts/0/0.json","jobs/j/parts/0/1.json"]}""", mapped.Payload);
        Assert.Equal("""{"key":"jobs/j/reduce/_SUCCESS"}""", (await stack.InvokeAsync("""{"job":"j","reduce":true}""")).Payload);
        Assert.Equal(EndMark.Success, (await JobProgress.ReadAsync(stack.Store, JobId.Parse("j"), TestContext.Current.CancellationToken)).End);
        Assert.Single(Directory.GetFiles(Directory.GetDirectories(Path.Combine(stack.Workshop.Store.DataRoot, "logs")).Single()));
    }

    [Fact]
    public async Task TheSameWorkerRunsAsTheStacksImage()
    {
        await using var stack = await FunctionStack.OpenAsync(Packaged with { Settings = "package=image", Worker = Worker });
        await PlanAsync(stack.Store);
        Assert.Equal("""{"keys":["jobs/j/parts/0/0.json"]}""", (await stack.InvokeAsync("""{"BatchInput":{"job":"j"},"Items":[{"index":0}]}""")).Payload);
    }

    [Fact]
    public async Task ErrorsCarryTheWorkersType()
    {
        await using var stack = await FunctionStack.OpenAsync(Packaged);
        var answer = await stack.InvokeAsync("""{"job":"nobody","reduce":true}""");
        Assert.Equal(("Usage", true), (answer.Error!.Type, answer.Error.Reported));
        Assert.StartsWith("there is no job 'nobody'", answer.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkerWithoutItsVariablesFailsItsInitialisation()
    {
        await using var stack = await FunctionStack.OpenAsync(Packaged with { Change = outputs => outputs["environment"]!["variables"] = new JsonObject() });
        Assert.Equal(("Usage", true), ((await stack.InvokeAsync()).Error!.Type, (await stack.InvokeAsync()).Error!.Reported));
    }

    private static async Task PlanAsync(IObjectStore store)
    {
        foreach (var key in new[] { "input/a/0.csv", "input/a/1.csv" })
        {
            await store.PutIfAbsentAsync(key, new MemoryStream(Encoding.UTF8.GetBytes("time_s,stress_mpa\n0,1\n1,2\n")), TestContext.Current.CancellationToken);
        }
        await Planner.PlanAsync(store, new PlanRequest(JobId.Parse("j"), "input"), TextWriter.Null, TestContext.Current.CancellationToken);
    }
}

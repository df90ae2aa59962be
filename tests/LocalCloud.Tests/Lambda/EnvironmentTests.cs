using System.Diagnostics;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Tasks;
using CloudStacks.LocalCloud.Tests.Tasks;

namespace CloudStacks.LocalCloud.Tests.Lambda;

/// <summary>How execution environments begin and end (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).</summary>
public sealed class EnvironmentTests
{
    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html; a folder above the file is what breaks it most: https://github.com/gkrizek/bash-lambda-layer/issues/3</summary>
    [Theory]
    [InlineData("package/bootstrap", FunctionSetup.Executable, "Couldn't find valid bootstrap")]
    [InlineData("bootstrap", 0b110_100_100, "permission denied")]
    [InlineData("bootstrap", 0, "permission denied")]
    public async Task ABootstrapThatCannotBeRunIsAnInvalidEntrypoint(string name, int mode, string message)
    {
        await using var stack = await FunctionStack.OpenAsync(new FunctionSetup { Files = [(name, "#!/bin/sh\n", mode)] });
        var error = (await stack.InvokeAsync()).Error!;
        Assert.Equal("Runtime.InvalidEntrypoint", error.Type);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProgramOfAnotherMachineIsAnInvalidEntrypoint()
    {
        await using var stack = await FunctionStack.OpenAsync(new FunctionSetup { Files = [("bootstrap", "\u007fELF\u0002 of another machine", FunctionSetup.Executable)] });
        Assert.Equal("Runtime.InvalidEntrypoint", (await stack.InvokeAsync()).Error!.Type);
    }

    [Theory]
    [InlineData("exit 7", "Runtime.ExitError", "exit status 7")]
    [InlineData("""curl -s -X POST --data-binary '{"errorType":"Usage","errorMessage":"no store"}' http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/init/error; sleep 60""", "Usage", "no store")]
    public async Task AnInitialisationThatFailsFailsTheInvocation(string script, string type, string message)
    {
        await using var stack = await FunctionStack.OpenAsync(new FunctionSetup { Files = [("bootstrap", $"#!/bin/sh\n{script}\n", FunctionSetup.Executable)] });
        var error = (await stack.InvokeAsync()).Error!;
        Assert.Equal(type, error.Type);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATimeoutKillsTheEnvironmentAndTheNextOneIsFresh()
    {
        var clock = new ManualClock();
        await using var stack = await FunctionStack.OpenAsync("count=$((count+1)); test \"$event\" != 1 || sleep 60; answer $1 $count", new() { Settings = "taskTimeout=7", Clock = clock });
        var running = stack.InvokeAsync("1");
        await clock.Armed(TimeSpan.FromSeconds(7));
        clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(new FunctionError("Sandbox.Timedout", "Task timed out after 7.00 seconds", Reported: false), (await running).Error);
        Assert.Contains(stack.Log(), line => line.EndsWith("Error: Task timed out after 7.00 seconds", StringComparison.Ordinal));
        Assert.Equal("1", (await stack.InvokeAsync("2")).Payload);
    }

    [Fact]
    public async Task TheEventCarriesDeadlineAndArn()
    {
        var clock = new ManualClock();
        await using var stack = await FunctionStack.OpenAsync("answer $1 \"[$(header Lambda-Runtime-Deadline-Ms),\\\"$(header Lambda-Runtime-Invoked-Function-Arn)\\\"]\"", new() { Settings = "taskTimeout=7", Clock = clock });
        var answer = JsonNode.Parse((await stack.InvokeAsync()).Payload)!;
        Assert.Equal(clock.GetUtcNow().AddSeconds(7).ToUnixTimeMilliseconds(), (long)answer[0]!);
        Assert.Equal(stack.Function.Text("arn"), (string?)answer[1]);
    }

    [Fact]
    public async Task NoMoreRunAtOnceThanTheMachineHasRoomFor()
    {
        await using var stack = await FunctionStack.OpenAsync("while test ! -e $LAMBDA_TASK_ROOT/go; do sleep 0.01; done; answer $1 1");
        var running = Enumerable.Range(0, Machine.MostTasks + 3).Select(_ => stack.InvokeAsync()).ToArray();
        while (stack.Functions.WhyWaiting() is not { } waiting || !waiting.StartsWith("3 invocations wait", StringComparison.Ordinal))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        Assert.Equal($"3 invocations wait for one of the {Machine.MostTasks} processes that this machine runs at once", stack.Functions.WhyWaiting());
        File.WriteAllText(Path.Combine(Directory.GetDirectories(Path.Combine(stack.Workshop.Store.DataRoot, "lambda", "unpacked")).Single(), "go"), "");
        Assert.All(await Task.WhenAll(running), answer => Assert.True(answer.Succeeded));
        Assert.Null(stack.Functions.WhyWaiting());
    }

    [Fact]
    public async Task TheSessionsEndKillsWhatRuns()
    {
        var stack = await FunctionStack.OpenAsync("sleep 60");
        await using (stack)
        {
            var running = stack.InvokeAsync();
            while (Directory.GetFiles(Environments(stack), "*.process").Length == 0)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
            await stack.Functions.DisposeAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            Assert.Empty(Directory.EnumerateFileSystemEntries(Environments(stack)));
        }
    }

    [Fact]
    public async Task WhatAKilledSessionLeftIsEndedByTheNext()
    {
        await using var stack = await FunctionStack.OpenAsync("answer $1 1");
        using var orphan = Process.Start("/bin/sleep", "60");
        new TaskFolder(Environments(stack), "left").Record(ProcessIdentity.Of(orphan.Id)!);
        File.WriteAllText(Path.Combine(Environments(stack), "torn.process"), "{\"pid\":");
        TaskFolders.Open(Environments(stack));
        Assert.True(orphan.WaitForExit(TimeSpan.FromSeconds(5)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Environments(stack)));
    }

    /// <summary>What runs is what was declared at the time, as in Lambda, where the code was uploaded then.</summary>
    [Fact]
    public async Task ADeployedFunctionNoLongerNeedsTheFile()
    {
        await using var stack = await FunctionStack.OpenAsync("answer $1 1");
        File.Delete((string)stack.Function.Inputs["code"]!["path"]!);
        Assert.True((await stack.InvokeAsync()).Succeeded);
    }

    private static string Environments(FunctionStack stack) => Path.Combine(stack.Workshop.Store.DataRoot, "lambda", "environments");
}

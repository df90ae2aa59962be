using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Tests.StatesLanguage;
using CloudStacks.LocalCloud.Tests.Tasks;

namespace CloudStacks.LocalCloud.Tests.AwsStepFunctions;

/// <summary>The commands of <c>aws stepfunctions</c>, and what they refuse.</summary>
public sealed class CommandTests
{
    private static readonly Func<JsonNode, CancellationToken, Task<LambdaAnswer>> Never = async (_, stop) =>
    {
        await Task.Delay(Timeout.Infinite, stop);
        return LambdaAnswer.Of("{}");
    };

    [Theory]
    [InlineData("with space", "{}", "InvalidName")]
    [InlineData("a/b", "{}", "InvalidName")]
    [InlineData("x", "{", "InvalidExecutionInput")]
    public async Task StartIsRefused(string name, string input, string code)
    {
        await using var stack = await StatesStack.OpenAsync(Never);
        await RefusedAsync(stack, code, "start-execution", "--state-machine-arn", StatesStack.Machine, "--name", name, "--input", input);
    }

    [Fact]
    public async Task NamesHaveAtMost80CharactersAndInputs256KiB()
    {
        await using var stack = await StatesStack.OpenAsync(Never);
        await RefusedAsync(stack, "InvalidName", "start-execution", "--state-machine-arn", StatesStack.Machine, "--name", new string('x', 81));
        await RefusedAsync(stack, "ValidationException", "start-execution", "--state-machine-arn", StatesStack.Machine, "--input", $"\"{new string('x', 256 * 1024)}\"");
    }

    [Fact]
    public async Task SameNameIsTheSameExecutionOnlyWhileItRunsWithTheSameInput()
    {
        await using var stack = await StatesStack.OpenAsync(Never);
        await stack.PutShardsAsync(1);
        var first = await stack.StartAsync();
        Assert.Equal(first, await stack.StartAsync());
        await RefusedAsync(stack, "ExecutionAlreadyExists", "start-execution", "--state-machine-arn", StatesStack.Machine, "--name", "j-0", "--input", "{}");
        await stack.Json("stop-execution", "--execution-arn", first);
        await RefusedAsync(stack, "ExecutionAlreadyExists", "start-execution", "--state-machine-arn", StatesStack.Machine, "--name", "j-0", "--input", """{"job":"j","list":"jobs/j/job.json","batch":1}""");
    }

    [Fact]
    public async Task WhatDoesNotExistIsNamed()
    {
        await using var stack = await StatesStack.OpenAsync(Never);
        await RefusedAsync(stack, "StateMachineDoesNotExist", "start-execution", "--state-machine-arn", "arn:none");
        await RefusedAsync(stack, "StateMachineDoesNotExist", "list-executions", "--state-machine-arn", "arn:none");
        await RefusedAsync(stack, "ResourceNotFound", "list-executions", "--map-run-arn", "arn:none");
        await RefusedAsync(stack, "ValidationException", "list-executions");
        await RefusedAsync(stack, "ValidationException", "list-executions", "--state-machine-arn", StatesStack.Machine, "--status-filter", "OPEN");
        foreach (var command in new[] { "describe-execution", "get-execution-history", "stop-execution", "list-map-runs" })
        {
            await RefusedAsync(stack, "ExecutionDoesNotExist", command, "--execution-arn", "arn:none");
        }
    }

    [Fact]
    public async Task StopAbortsTheExecutionWithItsChildren()
    {
        await using var stack = await StatesStack.OpenAsync(Never);
        await stack.PutShardsAsync(2);
        var execution = await stack.StartAsync();
        while (stack.Asked.Count < 2)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        await stack.Json("stop-execution", "--execution-arn", execution, "--cause", "enough");
        var end = await stack.EndAsync(execution);
        Assert.Equal(("ABORTED", "enough"), ((string?)end["status"], (string?)end["cause"]));
        while (stack.Attempts().Any(item => item.Status == "running"))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        Assert.Empty((await stack.Json("list-executions", "--state-machine-arn", StatesStack.Machine, "--status-filter", "RUNNING"))["executions"]!.AsArray());
    }

    [Fact]
    public async Task HistoryTellsWhatHappened()
    {
        await using var stack = await StatesStack.OpenAsync((payload, _) => Task.FromResult(StatesStack.Item(payload) is null ? StatesStack.Error("BadInput", "1 shard failed") : LambdaAnswer.Of("{}")));
        var execution = (string)(await stack.RunAsync(1))["executionArn"]!;
        var events = (await stack.Json("get-execution-history", "--execution-arn", execution))["events"]!.AsArray();
        Assert.Equal(
            ["ExecutionStarted", "MapStateEntered", "MapRunStarted", "MapRunSucceeded", "MapStateExited", "TaskStateEntered", "TaskScheduled", "TaskFailed", "ExecutionFailed"],
            events.Select(entry => (string)entry!["type"]!));
        Assert.Equal("BadInput", (string?)events[^1]!["executionFailedEventDetails"]!["error"]);
        Assert.Equal(Enumerable.Range(1, 9), events.Select(entry => (int)entry!["id"]!));
    }

    [Fact]
    public async Task ExpressChildrenAreDescribedAndKeepNoHistory()
    {
        await using var stack = await StatesStack.OpenAsync((payload, _) => Task.FromResult(StatesStack.Item(payload) is null ? LambdaAnswer.Of("{}") : StatesStack.Error("Broken", "why")));
        var execution = (string)(await stack.RunAsync(1))["executionArn"]!;
        var run = (string)(await stack.Json("list-map-runs", "--execution-arn", execution))["mapRuns"]![0]!["mapRunArn"]!;
        var child = Assert.Single((await stack.Json("list-executions", "--map-run-arn", run, "--status-filter", "FAILED"))["executions"]!.AsArray())!;
        Assert.Contains("why", (string?)(await stack.Json("describe-execution", "--execution-arn", (string)child["executionArn"]!))["cause"], StringComparison.Ordinal);
        await RefusedAsync(stack, "ValidationException", "get-execution-history", "--execution-arn", (string)child["executionArn"]!);
    }

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html</summary>
    [Fact]
    public async Task ExpressChildrenEndAfterFiveMinutes()
    {
        var clock = new ManualClock();
        await using var stack = await StatesStack.OpenAsync(async (payload, stop) => StatesStack.Item(payload) is null ? LambdaAnswer.Of("{}") : await Never(payload, stop), clock: clock);
        await stack.PutShardsAsync(1);
        var execution = await stack.StartAsync();
        await clock.Armed(TimeSpan.FromMinutes(5));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("SUCCEEDED", (string?)(await stack.EndAsync(execution))["status"]);
        Assert.StartsWith("States.Timeout", Assert.Single(stack.Attempts()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecutionEndsAtItsTimeout()
    {
        var clock = new ManualClock();
        await using var stack = await StatesStack.OpenAsync(Never, Definitions.Map.With("/TimeoutSeconds", "60"), clock: clock);
        await stack.PutShardsAsync(1);
        var execution = await stack.StartAsync();
        await clock.Armed(TimeSpan.FromMinutes(5));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("TIMED_OUT", (string?)(await stack.EndAsync(execution))["status"]);
    }

    private static async Task RefusedAsync(StatesStack stack, string code, params string[] command)
    {
        var result = await stack.Aws(command);
        Assert.Equal(254, result.ExitCode);
        Assert.Contains($"An error occurred ({code}) when calling the ", result.Error, StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Lambda;

namespace CloudStacks.LocalCloud.Tests.Lambda;

public sealed class InvokeTests
{
    [Fact]
    public async Task TheDeclaredBootstrapAnswersTheEvent()
    {
        await using var stack = await FunctionStack.OpenAsync("echo \"got $event\"; answer $1 \"{\\\"echo\\\":$event}\"");
        var answer = await stack.InvokeAsync("""{"n":1}""");
        Assert.True(answer.Succeeded, $"{answer}");
        Assert.Equal("""{"echo":{"n":1}}""", answer.Payload);
        var log = stack.Log();
        Assert.StartsWith("START RequestId: ", log[0], StringComparison.Ordinal);
        Assert.Equal("""got {"n":1}""", log[1]);
        Assert.StartsWith("END RequestId: ", log[2], StringComparison.Ordinal);
        Assert.Matches(@"^REPORT RequestId: \S+\tDuration: [0-9.]+ ms\tMemory Size: 2048 MB$", log[3]);
    }

    [Fact]
    public async Task EnvironmentsAreReused()
    {
        await using var stack = await FunctionStack.OpenAsync("count=$((count+1)); answer $1 $count");
        Assert.Equal(["1", "2", "3"], [(await stack.InvokeAsync()).Payload, (await stack.InvokeAsync()).Payload, (await stack.InvokeAsync()).Payload]);
    }

    [Fact]
    public async Task ErrorOfTheFunctionKeepsItsTypeAndItsEnvironment()
    {
        await using var stack = await FunctionStack.OpenAsync("count=$((count+1)); fail $1 \"{\\\"errorType\\\":\\\"Transient\\\",\\\"errorMessage\\\":\\\"$count\\\"}\"");
        Assert.Equal(new FunctionError("Transient", "1", Reported: true), (await stack.InvokeAsync()).Error);
        Assert.Equal(new FunctionError("Transient", "2", Reported: true), (await stack.InvokeAsync()).Error);
    }

    [Fact]
    public async Task CrashIsAnExitErrorAndTheNextInvocationStartsAfresh()
    {
        await using var stack = await FunctionStack.OpenAsync("count=$((count+1)); test \"$event\" != 1 || exit 3; answer $1 $count");
        Assert.Equal(new FunctionError("Runtime.ExitError", "Runtime exited with error: exit status 3", Reported: false), (await stack.InvokeAsync("1")).Error);
        Assert.Equal("1", (await stack.InvokeAsync("2")).Payload);
    }

    [Fact]
    public async Task KillByPlanStrikesTheSameOccurrence()
    {
        await using var stack = await FunctionStack.OpenAsync("answer $1 1", new() { Faults = "kill=1,seed=1" });
        Assert.Equal("Runtime exited with error: signal: killed", (await stack.InvokeAsync()).Error!.Message);
    }

    [Fact]
    public async Task TheSameSeedKillsTheSameInvocations()
    {
        var struck = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var stack = await FunctionStack.OpenAsync("answer $1 1", new() { Faults = "kill=0.5,seed=3" });
            struck.Add(string.Concat(await Task.WhenAll(Enumerable.Range(0, 8).Select(async shard =>
                (await stack.InvokeAsync(change: one => one with { Subject = $"shard {shard}" })).Succeeded ? '.' : 'x'))));
        }
        Assert.Equal(struck[0], struck[1]);
        Assert.Contains('x', struck[0]);
        Assert.Contains('.', struck[0]);
    }

    [Fact]
    public async Task ItHasTheVariablesOfLambdaAndNothingOfTheCaller()
    {
        await using var stack = await FunctionStack.OpenAsync("answer $1 \"\\\"$(env | sed 's/=.*//' | sort | tr '\\n' ' ')\\\"\"");
        string[] names = [.. ((string)JsonNode.Parse((await stack.InvokeAsync()).Payload)!).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Empty(names.Except(["PATH", "HOME", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_", "DOTNET_ROOT", "TZ",
            "_HANDLER", "LAMBDA_TASK_ROOT", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_EC2_METADATA_DISABLED",
            "AWS_ENDPOINT_URL_S3", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API", "CLOUDSTACKS_STORE", "CLOUDSTACKS_REDUCE"]));
        Assert.Contains("AWS_LAMBDA_FUNCTION_NAME", names);
    }

    [Fact]
    public async Task SecretsStandInNoLog()
    {
        await using var stack = await FunctionStack.OpenAsync("answer $1 \"\\\"$AWS_SECRET_ACCESS_KEY\\\"\"");
        var secret = (string)JsonNode.Parse((await stack.InvokeAsync()).Payload)!;
        Assert.NotEmpty(secret);
        Assert.DoesNotContain(stack.Log(), line => line.Contains(secret, StringComparison.Ordinal));
    }
}

using CloudStacks.LocalCloud.Faults;
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
        await using var stack = await FunctionStack.OpenAsync("answer $1 1", FaultPlan.Parse("kill=1,seed=1"));
        Assert.Equal("Runtime exited with error: signal: killed", (await stack.InvokeAsync()).Error!.Message);
    }
}

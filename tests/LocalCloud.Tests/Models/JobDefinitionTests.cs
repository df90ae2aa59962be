using Pulumi.Aws.Batch;
using Pulumi.Aws.Batch.Inputs;

namespace CloudStacks.LocalCloud.Tests.Models;

public sealed class JobDefinitionTests : ModelTest
{
    [Fact]
    public async Task ChangeIsTheNextRevision()
    {
        var first = await UpAsync("work", () => Define());
        Assert.EndsWith(":1", first.Text("arn"), StringComparison.Ordinal);
        var second = await UpAsync("work", () => Define(args => args.ContainerProperties = """{"image":"other"}"""));
        Assert.Equal(["Update work"], Workshop.Done);
        Assert.Equal(first.Text("arnPrefix") + ":2", second.Text("arn"));
        await Workshop.UpAsync(() => Define(args => args.ContainerProperties = """{"image":"other"}"""));
        Assert.Empty(Workshop.Done);
    }

    [Fact]
    public async Task SecretPropertiesThatStayAreNoNewRevision()
    {
        static void Program() => Define(args => args.ContainerProperties = Pulumi.Output.CreateSecret("""{"image":"x"}"""));
        await Workshop.UpAsync(Program);
        await Workshop.UpAsync(Program);
        Assert.Empty(Workshop.Done);
    }

    [Fact]
    public async Task NewTagsAreNoNewRevision()
    {
        await Workshop.UpAsync(() => Define());
        var tagged = await UpAsync("work", () => Define(args => args.Tags = new() { ["a"] = "b" }));
        Assert.Equal(["Update work"], Workshop.Done);
        Assert.EndsWith(":1", tagged.Text("arn"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public Task TimeoutIsAtLeastAMinute(int seconds, bool allowed) => Check(
        args => args.Timeout = new JobDefinitionTimeoutArgs { AttemptDurationSeconds = seconds }, allowed, "'timeout.attemptDurationSeconds' is 59; expected at least 60");

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public Task AttemptsAreOneToTen(int attempts, bool allowed) => Check(
        args => args.RetryStrategy = new JobDefinitionRetryStrategyArgs { Attempts = attempts }, allowed, "expected 1 to 10");

    [Theory]
    [InlineData(5, "*", true)]
    [InlineData(6, "*", false)]
    [InlineData(1, "Host EC2*", true)]
    [InlineData(1, "*EC2", false)]
    [InlineData(1, "a**", false)]
    public Task RulesAreAtMostFiveWithAnAsteriskAtTheEnd(int count, string pattern, bool allowed)
    {
        var retry = new JobDefinitionRetryStrategyArgs { Attempts = 2 };
        for (var i = 0; i < count; i++)
            retry.EvaluateOnExits.Add(new JobDefinitionRetryStrategyEvaluateOnExitArgs { Action = "EXIT", OnReason = pattern });
        return Check(args => args.RetryStrategy = retry, allowed, count > 5 ? "has 6 rules; expected at most 5" : "an asterisk may stand only at the end");
    }

    [Fact]
    public Task PlatformIsNotLeftToItsDefault() => Check(args => args.PlatformCapabilities = [], allowed: false, "the default is EC2");

    [Fact]
    public Task ContainerPropertiesMustBeJson() => Check(args => args.ContainerProperties = "{image}", allowed: false, "input 'containerProperties' is not a JSON document");

    private Task Check(Action<JobDefinitionArgs> change, bool allowed, string refusal) =>
        allowed ? Workshop.UpAsync(() => Define(change)) : UpFailsAsync(() => Define(change), refusal);

    private static void Define(Action<JobDefinitionArgs>? change = null)
    {
        var args = new JobDefinitionArgs { Type = "container", PlatformCapabilities = { "FARGATE" }, ContainerProperties = """{"image":"x"}""" };
        change?.Invoke(args);
        _ = new JobDefinition("work", args);
    }
}

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
        var second = await UpAsync("work", () => Define(args => args.ContainerProperties = Container("other")));
        Assert.Equal(["Update work"], Workshop.Done);
        Assert.Equal(first.Text("arnPrefix") + ":2", second.Text("arn"));
        await Workshop.UpAsync(() => Define(args => args.ContainerProperties = Container("other")));
        Assert.Empty(Workshop.Done);
    }

    [Fact]
    public async Task SecretPropertiesThatStayAreNoNewRevision()
    {
        static void Program() => Define(args => args.ContainerProperties = Pulumi.Output.CreateSecret(Container("x")));
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
        return Check(args => args.RetryStrategy = retry, allowed, count > 5 ? "has 6 entries; expected at most 5" : "an * may stand at the end only");
    }

    [Fact]
    public Task PlatformIsNotLeftToItsDefault() => Check(args => args.PlatformCapabilities = [], allowed: false, "the default is EC2");

    [Theory]
    [InlineData("{image}", "containerProperties: 'i' is an invalid start of a property name")]
    [InlineData("[]", "containerProperties: expected a JSON object")]
    [InlineData("{}", "containerProperties.image is missing")]
    [InlineData("""{"image":"x","privileged":true}""", "containerProperties.privileged is not modelled by the local cloud")]
    [InlineData("""{"image":"x"}""", "resourceRequirements: VCPU is missing")]
    [InlineData("""{"image":"x","resourceRequirements":[{"type":"VCPU","value":"1"},{"type":"MEMORY","value":"9000"}]}""", "Fargate offers no 1 vCPU with 9000 MiB")]
    public Task ContainerPropertiesAreRefusedAsTheServiceRefusesThem(string properties, string refusal) =>
        Check(args => args.ContainerProperties = properties, allowed: false, refusal);

    [Theory]
    [InlineData("RETRY", "1*", true)]
    [InlineData("exit", "137", true)]
    [InlineData("STOP", "1", false, "evaluateOnExit.action is 'STOP'; expected RETRY or EXIT")]
    [InlineData("EXIT", "none", false, "evaluateOnExit.onExitCode is 'none'; expected digits")]
    public Task RulesNameAnActionAndAnExitCode(string action, string exitCode, bool allowed, string refusal = "")
    {
        var rule = new JobDefinitionRetryStrategyEvaluateOnExitArgs { Action = action, OnExitCode = exitCode };
        return Check(args => args.RetryStrategy = new JobDefinitionRetryStrategyArgs { Attempts = 2, EvaluateOnExits = { rule } }, allowed, refusal);
    }

    private Task Check(Action<JobDefinitionArgs> change, bool allowed, string refusal) =>
        allowed ? Workshop.UpAsync(() => Define(change)) : UpFailsAsync(() => Define(change), refusal);

    private static string Container(string image) =>
        $$"""{"image":"{{image}}","resourceRequirements":[{"type":"VCPU","value":"1"},{"type":"MEMORY","value":"2048"}]}""";

    private static void Define(Action<JobDefinitionArgs>? change = null)
    {
        var args = new JobDefinitionArgs { Type = "container", PlatformCapabilities = { "FARGATE" }, ContainerProperties = Container("x") };
        change?.Invoke(args);
        _ = new JobDefinition("work", args);
    }
}

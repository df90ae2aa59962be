using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.StatesLanguage;
using CloudStacks.LocalCloud.Services.StatesLanguage.Definition;
using CloudStacks.LocalCloud.Tests.Tasks;

namespace CloudStacks.LocalCloud.Tests.StatesLanguage;

/// <summary>https://states-language.net/spec.html</summary>
public sealed class InterpreterTests
{
    [Theory]
    [InlineData("", """{"Payload":{"n":1},"StatusCode":200}""")]
    [InlineData("\"OutputPath\":\"$.Payload\"", """{"n":1}""")]
    [InlineData("\"ResultPath\":\"$.result\"", """{"order":7,"result":{"Payload":{"n":1},"StatusCode":200}}""")]
    [InlineData("\"ResultPath\":\"$.a.b\",\"OutputPath\":\"$.a\"", """{"b":{"Payload":{"n":1},"StatusCode":200}}""")]
    [InlineData("\"ResultPath\":null", """{"order":7}""")]
    public async Task ResultGoesWhereThePathsSay(string more, string expected) =>
        Assert.Equal(expected, await RunAsync(Definitions.Task(more), """{"order":7}""", """{"n":1}"""));

    [Fact]
    public async Task ParametersAreFilledFromTheInput()
    {
        var host = Host("null");
        await ScriptedHost.RunAsync(Definitions.Task(), """{"order":{"n":1}}""", host);
        Assert.Equal([$$$"""{"FunctionName":"{{{Definitions.Function}}}","Payload":{"n":1}}"""], host.Asked);
    }

    [Theory]
    [InlineData("", """{"other":1}""", "States.ParameterPathFailure: the path '$.order' of the field 'Parameters.Payload.$' was not found")]
    [InlineData("\"OutputPath\":\"$.none\"", """{"order":1}""", "States.Runtime: the path '$.none' of the field 'OutputPath' was not found")]
    [InlineData("\"ResultPath\":\"$.order.x\"", """{"order":1}""", "States.ResultPathMatchFailure: the ResultPath '$.order.x' cannot be applied")]
    public async Task PathThatFindsNothingFailsTheExecution(string more, string input, string expected) =>
        Assert.StartsWith(expected, (await Assert.ThrowsAsync<StateError>(() => RunAsync(Definitions.Task(more), input, "1"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task CaughtErrorGoesIntoTheInputOfTheNextState()
    {
        var failure = await Assert.ThrowsAsync<StateError>(() => RunAsync(Definitions.Task("""
            "Catch":[{"ErrorEquals":["Other"],"Next":"Failed"},{"ErrorEquals":["States.ALL"],"ResultPath":"$.failure","Next":"Failed"}]
            """), """{"order":1}""", "!Broken: why"));
        Assert.Equal(("Broken", "why"), (failure.Error, failure.Cause));
    }

    [Fact]
    public async Task RetryWaitsLongerEachTimeAndThenGivesUp()
    {
        var clock = new ManualClock();
        var host = new ScriptedHost(clock, "!A: 1", "!A: 2", "!A: 3");
        var run = ScriptedHost.RunAsync(Definitions.Task("""
            "Retry":[{"ErrorEquals":["A"],"IntervalSeconds":2,"BackoffRate":3,"MaxAttempts":2}]
            """), """{"order":1}""", host);
        foreach (var seconds in new[] { 2, 6 })
        {
            await clock.Armed(TimeSpan.FromSeconds(seconds));
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }
        Assert.Equal("3", (await Assert.ThrowsAsync<StateError>(() => run)).Cause);
        Assert.Equal(3, host.Asked.Count);
    }

    /// <summary>The first retrier that is for an error decides; where it has no retry left, later ones are not asked.</summary>
    [Fact]
    public async Task FirstMatchingRetrierDecides()
    {
        var host = Host("!A: 1");
        await Assert.ThrowsAsync<StateError>(() => ScriptedHost.RunAsync(Definitions.Task("""
            "Retry":[{"ErrorEquals":["A"],"MaxAttempts":0},{"ErrorEquals":["States.ALL"],"MaxAttempts":5}]
            """), """{"order":1}""", host));
        Assert.Single(host.Asked);
    }

    [Theory]
    [InlineData("A", "States.ALL", true)]
    [InlineData("A", "States.TaskFailed", true)]
    [InlineData("States.Timeout", "States.TaskFailed", false)]
    [InlineData("States.Timeout", "States.ALL", true)]
    [InlineData("States.DataLimitExceeded", "States.ALL", false)]
    [InlineData("States.DataLimitExceeded", "States.DataLimitExceeded", true)]
    [InlineData("States.Runtime", "States.ALL", false)]
    [InlineData("Ab", "A", false)]
    public void ReservedNamesStandForOthers(string error, string name, bool matches) => Assert.Equal(matches, new StateError(error, "").Matches([name]));

    [Theory]
    [InlineData(1, 2.0)]
    [InlineData(2, 4.0)]
    [InlineData(3, 8.0)]
    [InlineData(4, 10.0)]
    [InlineData(400, 10.0)]
    public void PauseDoublesUpToItsMost(int retry, double seconds)
    {
        var retrier = new Retrier(["A"]) { IntervalSeconds = 2, MaxDelaySeconds = 10 };
        Assert.Equal(TimeSpan.FromSeconds(seconds), retrier.Delay(retry, 0.25));
        Assert.Equal(TimeSpan.FromSeconds(seconds / 4), (retrier with { FullJitter = true }).Delay(retry, 0.25));
    }

    [Fact]
    public async Task TaskThatTakesTooLongTimesOut()
    {
        var clock = new ManualClock();
        var run = ScriptedHost.RunAsync(Definitions.Task("\"TimeoutSeconds\":30"), """{"order":1}""", new(clock, "never"));
        await clock.Armed(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("States.Timeout", (await Assert.ThrowsAsync<StateError>(() => run)).Error);
    }

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html</summary>
    [Theory]
    [InlineData(256 * 1024 - 32, false)]
    [InlineData(256 * 1024, true)]
    public async Task ResultsAreAtMost256KiB(int characters, bool refused)
    {
        var run = RunAsync(Definitions.Task("\"OutputPath\":\"$.StatusCode\""), """{"order":1}""", JsonValue.Create(new string('x', characters)).ToJsonString());
        if (refused)
        {
            Assert.Equal("States.DataLimitExceeded", (await Assert.ThrowsAsync<StateError>(() => run)).Error);
        }
        else
        {
            Assert.Equal("200", await run);
        }
    }

    private static ScriptedHost Host(params string[] answers) => new(TimeProvider.System, answers);

    private static Task<string> RunAsync(JsonObject definition, string input, params string[] answers) => ScriptedHost.RunAsync(definition, input, Host(answers));
}

using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Faults;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>How long attempts may take, and how long they have to stop.</summary>
public sealed class TimeoutTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(77);

    private static readonly string[] WithTimeout = ["--timeout", "attemptDurationSeconds=77", "--retry-strategy", "attempts=3"];

    private readonly HandClock _clock = new();

    /// <summary>https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html</summary>
    [Fact]
    public async Task AttemptIsStoppedAtItsTimeoutAndKilledThirtySecondsLater()
    {
        var launcher = new ObedientLauncher(endsOnTerm: false);
        await using var stack = await BatchStack.OpenAsync("", clock: _clock, launcher: launcher);
        var id = await stack.Submit(WithTimeout);
        await stack.Reach(id, "RUNNING");
        Assert.Empty(launcher.Signals);
        await _clock.PassAsync(length => length == Timeout);
        await _clock.PassAsync(length => length == TimeSpan.FromSeconds(30));
        var job = await stack.End(id);
        Assert.Equal(["SIGTERM", "SIGKILL"], launcher.Signals);
        AssertTimedOut(job, 137);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AttemptThatTimedOutIsNotTriedAgain(bool endsOnTerm)
    {
        var launcher = new ObedientLauncher(endsOnTerm);
        await using var stack = await BatchStack.OpenAsync("", clock: _clock, launcher: launcher);
        var id = await stack.Submit(WithTimeout);
        await _clock.PassAsync(length => length == Timeout);
        if (!endsOnTerm)
        {
            await _clock.PassAsync(length => length == TimeSpan.FromSeconds(30));
        }
        AssertTimedOut(await stack.End(id), endsOnTerm ? 143 : 137);
        Assert.False(_clock.HasTimer(length => length == Timeout));
    }

    /// <summary>https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html</summary>
    [Fact]
    public async Task SpotTaskHasTwoMinutesBetweenWarningAndEnd()
    {
        var spot = BatchStack.Of("aws:batch/computeEnvironment:ComputeEnvironment", outputs => outputs["computeResources"]!["type"] = "FARGATE_SPOT");
        var launcher = new ObedientLauncher(endsOnTerm: false);
        await using var stack = await BatchStack.OpenAsync("", spot, FaultPlan.Parse("preempt=1,seed=1"), _clock, launcher: launcher);
        var id = await stack.Submit("--retry-strategy", "attempts=1");
        await _clock.PassAsync(length => length >= TimeSpan.Zero && length < TimeSpan.FromSeconds(1));
        await _clock.PassAsync(length => length == TimeSpan.FromSeconds(120));
        var job = await stack.End(id);
        Assert.Equal(["SIGTERM", "SIGKILL"], launcher.Signals);
        Assert.Equal("Your Spot Task was interrupted.", (string?)job["statusReason"]);
    }

    private static void AssertTimedOut(JsonNode job, int exitCode)
    {
        Assert.Equal("FAILED", (string?)job["status"]);
        Assert.Equal("Job attempt duration exceeded timeout", (string?)job["statusReason"]);
        Assert.Equal(exitCode, (int?)Assert.Single(job["attempts"]!.AsArray())!["container"]!["exitCode"]);
    }
}

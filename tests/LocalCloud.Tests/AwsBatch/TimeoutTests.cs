using CloudStacks.LocalCloud.Tests.Tasks;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html</summary>
public sealed class TimeoutTests
{
    private static readonly string[] SixtySeconds = ["--timeout", "attemptDurationSeconds=60"];

    [Fact]
    public async Task AttemptIsStoppedAtItsTimeoutKilledThirtySecondsLaterAndNotTriedAgain()
    {
        var clock = new ManualClock();
        await using var stack = await BatchStack.OpenAsync("trap 'echo warned' TERM; echo ready; while true; do sleep 0.01; done", clock: clock);
        var id = await stack.Submit(SixtySeconds);
        await stack.Logged(id, "ready");
        await clock.Armed(TimeSpan.FromSeconds(60));
        clock.Advance(TimeSpan.FromSeconds(60));
        await stack.Logged(id, "warned");
        await clock.Armed(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30));

        var job = await stack.End(id);
        Assert.Equal(("FAILED", "Job attempt duration exceeded timeout"), ((string?)job["status"], (string?)job["statusReason"]));
        Assert.Equal(137, (int?)Assert.Single(job["attempts"]!.AsArray())!["container"]!["exitCode"]);
        Assert.Equal(90_000, (long)job["stoppedAt"]! - (long)job["startedAt"]!);
    }

    [Fact]
    public async Task EndingWithZeroAfterTheTimeoutIsStillAFailure()
    {
        var clock = new ManualClock();
        await using var stack = await BatchStack.OpenAsync("trap 'exit 0' TERM; echo ready; while true; do sleep 0.01; done", clock: clock);
        var id = await stack.Submit(SixtySeconds);
        await stack.Logged(id, "ready");
        await clock.Armed(TimeSpan.FromSeconds(60));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("Job attempt duration exceeded timeout", (string?)(await stack.End(id))["statusReason"]);
    }

    [Fact]
    public async Task ClosingTheSessionDoesNotWaitForTheGrace()
    {
        var clock = new ManualClock();
        var stack = await BatchStack.OpenAsync("trap '' TERM; echo ready; while true; do sleep 0.01; done", clock: clock);
        var id = await stack.Submit();
        await stack.Logged(id, "ready");
        await stack.Aws("batch", "terminate-job", "--job-id", id, "--reason", "enough");
        await clock.Armed(TimeSpan.FromSeconds(30));
        await stack.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}

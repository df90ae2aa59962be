using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;
using CloudStacks.LocalCloud.Tests.Tasks;

namespace CloudStacks.LocalCloud.Tests.Kubernetes;

/// <summary>What an Indexed Job does. https://kubernetes.io/docs/concepts/workloads/controllers/job/</summary>
public sealed class JobTests
{
    [Fact]
    public async Task EachIndexIsAPodThatKnowsItself()
    {
        await using var cluster = ClusterStack.Open("""echo "$JOB_COMPLETION_INDEX $HOSTNAME $IDENTITY $GREETING [$NOTE]"; [ "$POD" != "$HOSTNAME" ]""");
        await cluster.StartAsync("j", 3);
        var status = await cluster.EndAsync("j");
        Assert.Equal("CompletionsReached", ClusterStack.Condition(status, "Complete"));
        Assert.Equal("CompletionsReached", ClusterStack.Condition(status, "SuccessCriteriaMet"));
        Assert.Equal((3, "0-2", 0), ((int)status["succeeded"]!, (string)status["completedIndexes"]!, (int)status["failed"]!));
        Assert.NotNull(status["completionTime"]);
        var pods = await cluster.PodsAsync("j");
        Assert.All(pods, pod => Assert.Matches(@"\Aj-[0-2]-[bcdfghjklmnpqrstvwxz2456789]{5}\z", (string)pod["metadata"]!["name"]!));
        Assert.Equal(["0 j-0 tasks/worker hello []", "1 j-1 tasks/worker hello []", "2 j-2 tasks/worker hello []"],
            (await cluster.DoAsync("logs", "--selector=job-name=j", "--tail=-1")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.All(cluster.Attempts, task => Assert.Equal((1, "succeeded"), (task.Attempts, task.Status)));
    }

    [Fact]
    public async Task IndexIsTriedUntilItsOwnLimitAndTheOthersRunOn()
    {
        await using var cluster = ClusterStack.Open("echo $FAILURES; [ $JOB_COMPLETION_INDEX != 1 ]");
        await cluster.StartAsync("j", 3);
        var status = await cluster.EndAsync("j");
        Assert.Equal("FailedIndexes", ClusterStack.Condition(status, "Failed"));
        Assert.Equal(("0,2", "1", 3), ((string)status["completedIndexes"]!, (string)status["failedIndexes"]!, (int)status["failed"]!));
        Assert.Null(status["completionTime"]);
        Assert.Equal("0\n1\n2\n", await cluster.DoAsync("logs", "--selector=job-name=j,batch.kubernetes.io/job-completion-index=1", "--tail=-1"));
        Assert.Equal((3, "failed", "Error (exit code 1)"), (cluster.Attempts[1].Attempts, cluster.Attempts[1].Status, cluster.Attempts[1].Reason));
    }

    /// <summary>https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy</summary>
    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(6, 320)]
    [InlineData(7, 360)]
    [InlineData(1000, 360)]
    public void PausesDouble(int failures, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Backoff.After(failures));

    [Fact]
    public async Task FailedIndexWaitsWhileOthersRun()
    {
        var clock = new ManualClock();
        await using var cluster = ClusterStack.Open("[ $JOB_COMPLETION_INDEX = 0 ] && exec sleep 60; exit 1", clock: clock);
        await cluster.StartAsync("j", 2);
        foreach (var (pause, pods) in new[] { (10, 1), (20, 2) })
        {
            await clock.Armed(TimeSpan.FromSeconds(pause));
            Assert.Equal(pods, cluster.Attempts[1].Attempts);
            Assert.Null(cluster.WhyWaiting);
            clock.Advance(TimeSpan.FromSeconds(pause));
        }
        await cluster.ReachAsync("j", status => (string?)status["failedIndexes"] == "1");
    }

    [Fact]
    public async Task PauseInWhichNothingHappensIsSkipped()
    {
        await using var cluster = ClusterStack.Open("[ $FAILURES = 2 ]", clock: new ManualClock());
        await cluster.StartAsync("j", 1);
        Assert.Equal(2, (int)(await cluster.EndAsync("j"))["failed"]!);
    }

    /// <summary>Without a limit of its own an index shares the Job's, and a few that are flaky end it.</summary>
    [Fact]
    public async Task OneLimitForAllIndexesEndsTheJob()
    {
        await using var cluster = ClusterStack.Open("sleep 0.0$JOB_COMPLETION_INDEX; exit 1", spec =>
        {
            spec.Remove("backoffLimitPerIndex");
            spec["backoffLimit"] = 2;
        });
        await cluster.StartAsync("j", 4);
        Assert.Equal("BackoffLimitExceeded", ClusterStack.Condition(await cluster.EndAsync("j"), "Failed"));
    }

    [Fact]
    public async Task TooManyFailedIndexesStopTheOthers()
    {
        await using var cluster = ClusterStack.Open("[ $JOB_COMPLETION_INDEX != 0 ] && exec sleep 60; exit 1", spec =>
        {
            spec["backoffLimitPerIndex"] = 0;
            spec["maxFailedIndexes"] = 0;
        });
        await cluster.StartAsync("j", 2);
        var status = await cluster.EndAsync("j");
        Assert.Equal("MaxFailedIndexesExceeded", ClusterStack.Condition(status, "Failed"));
        Assert.Equal(("0", "", 1), ((string)status["failedIndexes"]!, (string)status["completedIndexes"]!, (int)status["failed"]!));
    }

    [Fact]
    public async Task DeadlineEndsTheJobWithItsPods()
    {
        var clock = new ManualClock();
        await using var cluster = ClusterStack.Open("trap 'echo stopped; exit 0' TERM; sleep 60 & wait", spec => spec["activeDeadlineSeconds"] = 30, clock: clock);
        await cluster.StartAsync("j", 1);
        await cluster.ReachAsync("j", status => (int)status["ready"]! == 1);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("DeadlineExceeded", ClusterStack.Condition(await cluster.EndAsync("j"), "Failed"));
    }

    [Fact]
    public async Task PodThatTakesTooLongFailsByItself()
    {
        var clock = new ManualClock();
        await using var cluster = ClusterStack.Open("exec sleep 60", spec =>
        {
            spec["backoffLimitPerIndex"] = 0;
            spec["template"]!["spec"]!["activeDeadlineSeconds"] = 7;
        }, clock: clock);
        await cluster.StartAsync("j", 1);
        await clock.Armed(TimeSpan.FromSeconds(7));
        clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal("FailedIndexes", ClusterStack.Condition(await cluster.EndAsync("j"), "Failed"));
        Assert.Equal("DeadlineExceeded", (string?)Assert.Single(await cluster.PodsAsync("j"))["status"]!["reason"]);
    }

    [Fact]
    public async Task SuspendedJobLosesItsPodsAndGoesOnWithoutHavingFailed()
    {
        await using var cluster = ClusterStack.Open("[ -e ../../go ] || exec sleep 60");
        await cluster.StartAsync("j", 1);
        await cluster.ReachAsync("j", status => (int)status["ready"]! == 1);
        await cluster.DoAsync("patch", "job", "j", "--type=merge", """--patch={"spec":{"suspend":true}}""");
        var status = await cluster.ReachAsync("j", current => (int)current["active"]! + (int)current["terminating"]! == 0);
        Assert.Equal("JobSuspended", ClusterStack.Condition(status, "Suspended"));
        Assert.Null(status["startTime"]);
        Assert.Equal("the Job j is suspended: spec.suspend is true", cluster.WhyWaiting);
        await File.WriteAllTextAsync(Path.Combine(cluster.Folder, "go"), "", TestContext.Current.CancellationToken);
        await cluster.DoAsync("patch", "job", "j", "--type=merge", """--patch={"spec":{"suspend":false}}""");
        status = await cluster.EndAsync("j");
        Assert.Equal(0, (int)status["failed"]!);
        Assert.Null(ClusterStack.Condition(status, "Suspended"));
    }

    [Fact]
    public async Task FinishedJobGoesAfterItsTime()
    {
        var clock = new ManualClock();
        await using var cluster = ClusterStack.Open("true", spec => spec["ttlSecondsAfterFinished"] = 60, clock: clock);
        await cluster.StartAsync("j", 1);
        await cluster.EndAsync("j");
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Contains("jobs.batch \"j\" not found", await cluster.RefusalAsync("get", "job", "j", "--output=json"), StringComparison.Ordinal);
        Assert.Empty(await cluster.PodsAsync("j"));
    }

    /// <summary>https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits: three that succeeded and one that failed, where the template does not say more.</summary>
    [Fact]
    public async Task TemplateKeepsOneFailedJobOnly()
    {
        var clock = new ManualClock();
        await using var cluster = ClusterStack.Open("exit 1", spec => spec["backoffLimitPerIndex"] = 0, clock: clock);
        foreach (var name in new[] { "first", "second" })
        {
            await cluster.StartAsync(name, 1);
            await cluster.EndAsync(name);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        var left = JsonNode.Parse(await cluster.DoAsync("get", "jobs", "--output=json"))!["items"]!.AsArray();
        Assert.Equal("second", (string?)Assert.Single(left)!["metadata"]!["name"]);
    }

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 4 }, "4")]
    [InlineData(new[] { 1, 2 }, "1,2")]
    [InlineData(new[] { 1, 3, 4, 5, 7 }, "1,3-5,7")]
    public void IndexesAreWrittenInRuns(int[] indexes, string expected) => Assert.Equal(expected, IndexProgress.Compress(indexes));
}

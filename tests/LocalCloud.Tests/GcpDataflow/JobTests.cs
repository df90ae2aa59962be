namespace CloudStacks.LocalCloud.Tests.GcpDataflow;

/// <summary>How jobs, bundles and elements run and end.</summary>
public sealed class JobTests
{
    // The worker is called `map --job j --store gs://… --slice k --slices n --no-reduce`, then `reduce …`.
    private const string Say = "echo $1 $7";

    [Fact]
    public async Task EveryElementIsMappedBeforeTheReduce()
    {
        await using var stack = await DataflowStack.OpenAsync(Say);
        var job = await stack.LaunchAsync(5);
        Assert.Equal("DONE", await stack.EndAsync(job));
        var log = await stack.LogAsync(job, "worker");
        Assert.Equal(["map 0", "map 1", "map 2", "map 3", "map 4"], log.Take(5).Order(StringComparer.Ordinal));
        Assert.StartsWith("reduce", Assert.Single(log.Skip(5)), StringComparison.Ordinal);
        Assert.Equal([0, 1, 2, 3, 4], stack.Service.Attempts().Select(task => task.Slice));
        Assert.All(stack.Service.Attempts(), task => Assert.Equal((1, "succeeded", null), (task.Attempts, task.Status, task.Reason)));
    }

    /// <summary>Bad input has left its record: no retry mends it, and the job goes on.</summary>
    [Fact]
    public async Task BadInputIsAnOutcome()
    {
        await using var stack = await DataflowStack.OpenAsync("exit 65");
        Assert.Equal("DONE", await stack.EndAsync(await stack.LaunchAsync(2)));
        Assert.All(stack.Service.Attempts(), task => Assert.Equal(1, task.Attempts));
    }

    /// <summary>https://docs.cloud.google.com/dataflow/docs/guides/common-errors</summary>
    [Fact]
    public async Task BundleIsAttemptedFourTimesAndThenTheJobFails()
    {
        await using var stack = await DataflowStack.OpenAsync("echo no store; exit 77");
        var job = await stack.LaunchAsync(1);
        Assert.Equal("FAILED", await stack.EndAsync(job));
        Assert.Equal((4, "failed", "the worker ended with exit code 77: no store"), stack.Service.Attempts().Select(task => (task.Attempts, task.Status, task.Reason)).Single());
        Assert.Equal("Workflow failed: a bundle has failed 4 times. The last time: slice 0: the worker ended with exit code 77: no store", (await stack.LogAsync(job, "job-message"))[^1]);
    }

    /// <summary>A failure worth a retry is tried again by the pipeline first: retries=1 makes two tries in each of four attempts.</summary>
    [Fact]
    public async Task PipelineTriesAgainBeforeItFailsTheBundle()
    {
        await using var stack = await DataflowStack.OpenAsync("exit 75");
        Assert.Equal("FAILED", await stack.EndAsync(await stack.LaunchAsync(1)));
        Assert.Equal(8, stack.Service.Attempts().Single().Attempts);
    }

    /// <summary>One worker processes one bundle after the other here, and a failed element costs all of its bundle.</summary>
    [Fact]
    public async Task FailedElementCostsItsWholeBundle()
    {
        await using var stack = await DataflowStack.OpenAsync("""[ "$1" = reduce ] || [ "$7" = 0 ] || { cd ../..; [ -e failed ] || { touch failed; exit 77; }; }""");
        Assert.Equal("DONE", await stack.EndAsync(await stack.LaunchAsync(2, "--max-workers 1")));
        Assert.All(stack.Service.Attempts(), task => Assert.Equal(2, task.Attempts));
    }

    [Fact]
    public async Task NoMoreWorkersRunThanTheJobMayHave()
    {
        await using var stack = await DataflowStack.OpenAsync("cd ../..; mkdir busy || echo two at once; rmdir busy");
        var job = await stack.LaunchAsync(6, "--max-workers 1");
        Assert.Equal("DONE", await stack.EndAsync(job));
        Assert.DoesNotContain("two at once", await stack.LogAsync(job, "worker"));
    }

    [Fact]
    public async Task ElementThatComesTwiceCountsOnce()
    {
        await using var stack = await DataflowStack.OpenAsync(Say, faults: "duplicate=1,seed=1");
        var job = await stack.LaunchAsync(2);
        Assert.Equal("DONE", await stack.EndAsync(job));
        Assert.Equal(["map 0", "map 0", "map 1", "map 1"], (await stack.LogAsync(job, "worker")).Where(line => line.StartsWith("map", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(stack.Service.Attempts(), task => Assert.Equal(1, task.Attempts));
    }

    /// <summary>FlexRS runs on machines that may be taken back; the bundle is attempted again, by another worker.</summary>
    [Theory]
    [InlineData("--flexrs-goal COST_OPTIMIZED", "FAILED")]
    [InlineData("", "DONE")]
    public async Task MachinesOfFlexRsAreTakenBack(string flag, string expected)
    {
        await using var stack = await DataflowStack.OpenAsync("sleep 0.3", faults: "preempt=1,seed=1");
        Assert.Equal(expected, await stack.EndAsync(await stack.LaunchAsync(1, flag)));
    }

    [Fact]
    public async Task TryThatTakesTooLongIsStopped()
    {
        await using var stack = await DataflowStack.OpenAsync("exec sleep 60");
        var line = DataflowStack.Line(1).Select(word => word.Replace("task_timeout=100", "task_timeout=1", StringComparison.Ordinal)).ToArray();
        var job = (string)(await stack.JsonAsync(line))["job"]!["id"]!;
        await stack.ReachAsync(job, "RUNNING");
        while (stack.Service.Attempts().Single().Reason is null)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Assert.Equal("stopped after 1 s, which one try may take", stack.Service.Attempts().Single().Reason);
    }

    [Fact]
    public async Task BundleOfAKilledSessionIsAttemptedAgain()
    {
        var first = await DataflowStack.OpenAsync("exec sleep 60");
        var job = await first.LaunchAsync(1);
        await first.CloseAsync();
        await using (var second = await DataflowStack.OpenAsync("exit 0", folder: first.Folder))
        {
            Assert.Equal("DONE", await second.EndAsync(job));
            Assert.Equal(2, second.Service.Attempts().Single().Attempts);
            Assert.Contains(await second.LogAsync(job, "job-message"), line => line.Contains("attempt 1 of 4: the worker lost contact with the service", StringComparison.Ordinal));
        }
        Directory.Delete(first.Folder, recursive: true);
    }

    [Fact]
    public async Task CancelledJobStopsWhatRunsAndIsLeftAloneAfterwards()
    {
        await using var stack = await DataflowStack.OpenAsync("exec sleep 60");
        var job = await stack.LaunchAsync(1);
        Assert.Equal(job, (string?)(await stack.JsonAsync("dataflow", "jobs", "list", "--region", DataflowStack.Region, "--status", "active", "--filter=name~^jo"))[0]!["id"]);
        await stack.RunAsync("dataflow", "jobs", "cancel", job, "--region", DataflowStack.Region, "--format=json");
        Assert.Equal("CANCELLED", await stack.EndAsync(job));
        Assert.Equal((0, ""), await stack.RunAsync("dataflow", "jobs", "cancel", job, "--region", DataflowStack.Region, "--format=json") is var again ? (again.ExitCode, again.Output) : default);
        Assert.Empty((await stack.JsonAsync("dataflow", "jobs", "list", "--region", DataflowStack.Region, "--status", "active")).AsArray());
    }

    /// <summary>Where Beam is installed, its direct runner gets the pipeline's options and the worker's command line, and the service says so.</summary>
    [Fact]
    public async Task DirectRunnerOfBeamRunsThePipelineWhereItIsThere()
    {
        await using var stack = await DataflowStack.OpenAsync("exit 1", beam: "echo $*");
        var job = await stack.LaunchAsync(3);
        Assert.Equal("DONE", await stack.EndAsync(job));
        Assert.Equal("--job=j --store=gs://fleet-data --slices=3 --task_timeout=100 --retries=1 --worker='/bin/sh' '-c' 'exit 1' 'worker'", Assert.Single(await stack.LogAsync(job, "worker")));
        Assert.Equal("Beam's direct runner runs workloads/beam, as one bundle", (await stack.LogAsync(job, "job-message"))[0]);
        Assert.Equal(3, stack.Service.Attempts().Count);
    }

    [Fact]
    public async Task ServiceSaysThatItRunsThePipelineItself()
    {
        await using var stack = await DataflowStack.OpenAsync("exit 0");
        var job = await stack.LaunchAsync(1);
        Assert.StartsWith("apache_beam is not installed", (await stack.LogAsync(job, "job-message"))[0], StringComparison.Ordinal);
    }
}

namespace CloudStacks.LocalCloud.Tests.GcpCloudRun;

/// <summary>What Cloud Run documents of executions and their tasks.</summary>
public sealed class ExecutionTests
{
    /// <summary>https://docs.cloud.google.com/run/docs/container-contract</summary>
    [Fact]
    public async Task TasksLearnWhatTheyAreFromTheContractsVariables()
    {
        await using var stack = await RunStack.OpenAsync("echo $CLOUD_RUN_JOB $CLOUD_RUN_EXECUTION $CLOUD_RUN_TASK_INDEX/$CLOUD_RUN_TASK_COUNT $CLOUD_RUN_TASK_ATTEMPT $GREETING $NAME [$PORT]");
        var execution = await stack.ExecuteAsync("--tasks", "3", "--update-env-vars", "NAME=world,GREETING=hi");
        Assert.Equal("True", (string?)(await stack.EndAsync(execution))["conditions"]![0]!["status"]);
        Assert.StartsWith("work-", execution, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 3).Select(index => $"work {execution} {index}/3 0 hi world []"), (await stack.LogAsync(execution)).Order(StringComparer.Ordinal));
        Assert.Equal([$"work {execution} 1/3 0 hi world []"], await stack.LogAsync(execution, " AND labels.\"run.googleapis.com/task_index\"=\"1\""));
    }

    [Fact]
    public async Task FailedTaskIsTriedAgainWithTheSameIndexUntilItsRetriesAreUsedUp()
    {
        await using var stack = await RunStack.OpenAsync("echo attempt $CLOUD_RUN_TASK_ATTEMPT of $CLOUD_RUN_TASK_INDEX; exit $((CLOUD_RUN_TASK_INDEX * 7))");
        var execution = await stack.ExecuteAsync("--tasks", "2");
        var status = await stack.EndAsync(execution);
        Assert.Equal("False", (string?)status["conditions"]![0]!["status"]);
        Assert.Contains("The container exited with an error (exit code 7)", (string?)status["conditions"]![0]!["message"], StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), ((int)status["succeededCount"]!, (int)status["failedCount"]!, (int)status["retriedCount"]!));
        Assert.Equal(["attempt 0 of 1", "attempt 1 of 1", "attempt 2 of 1"], await stack.LogAsync(execution, " AND labels.\"run.googleapis.com/task_index\"=\"1\""));
        Assert.Equal([1, 3], stack.Service.Attempts().Select(task => task.Attempts));
        var failed = (await stack.TasksAsync(execution))[1]["status"]!;
        Assert.Equal((7, 2), ((int)failed["lastAttemptResult"]!["exitCode"]!, (int)failed["retried"]!));
    }

    [Fact]
    public async Task AttemptThatSucceedsEndsTheRetries()
    {
        await using var stack = await RunStack.OpenAsync("exit $((CLOUD_RUN_TASK_ATTEMPT < 2))");
        Assert.Equal("True", (string?)(await stack.EndAsync(await stack.ExecuteAsync()))["conditions"]![0]!["status"]);
        Assert.Equal(("succeeded", 3), stack.Service.Attempts().Select(task => (task.Status, task.Attempts)).Single());
    }

    /// <summary>The timeout is one attempt's, and what it ends is tried again: https://docs.cloud.google.com/run/docs/configuring/task-timeout.</summary>
    [Fact]
    public async Task AttemptThatTakesTooLongIsEndedAndTriedAgain()
    {
        await using var stack = await RunStack.OpenAsync("test $CLOUD_RUN_TASK_ATTEMPT = 1 || exec sleep 60", template => template["template"]!["timeout"] = "1s");
        var execution = await stack.ExecuteAsync();
        Assert.Equal("True", (string?)(await stack.EndAsync(execution))["conditions"]![0]!["status"]);
        Assert.Equal(2, Assert.Single(stack.Service.Attempts()).Attempts);
    }

    [Fact]
    public async Task NoMoreTasksRunAtOnceThanTheParallelism()
    {
        await using var stack = await RunStack.OpenAsync("exec sleep 60", template => (template["parallelism"], template["taskCount"]) = (1, 3));
        var execution = await stack.ExecuteAsync();
        var status = await stack.ReachAsync(execution, status => (int)status["runningCount"]! == 1);
        Assert.Equal("Unknown", (string?)status["conditions"]![0]!["status"]);
        Assert.Equal("the job's parallelism of 1 is in use", stack.Service.WhyWaiting());
        Assert.Equal(["running", "waiting", "waiting"], stack.Service.Attempts().Select(task => task.Status));
    }

    [Fact]
    public async Task CancelledExecutionEndsWhatRunsAndStartsNothingMore()
    {
        await using var stack = await RunStack.OpenAsync("exec sleep 60");
        var execution = await stack.ExecuteAsync("--tasks", "20");
        await stack.ReachAsync(execution, status => (int)status["runningCount"]! > 0);
        Assert.Equal([execution], await ActiveAsync(stack));
        await stack.JsonAsync("run", "jobs", "executions", "cancel", execution, "--region", RunStack.Region);
        var status = await stack.EndAsync(execution);
        Assert.Equal(("False", 20), ((string?)status["conditions"]![0]!["status"], (int)status["cancelledCount"]!));
        Assert.Empty(await ActiveAsync(stack));
        var again = await stack.RunAsync("run", "jobs", "executions", "cancel", execution, "--region", RunStack.Region, "--format=json");
        Assert.Contains("FAILED_PRECONDITION", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KillCountsAsAFailedAttempt()
    {
        await using var stack = await RunStack.OpenAsync("exit 0", faults: "kill=1,seed=1");
        var status = await stack.EndAsync(await stack.ExecuteAsync());
        Assert.Contains("exit code 137", (string?)status["conditions"]![0]!["message"], StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(stack.Service.Attempts()).Attempts);
    }

    /// <summary>What ran when a session ended is lost, which is a failed attempt; nothing is run twice that had succeeded.</summary>
    [Fact]
    public async Task NextSessionTakesUpWhatTheLastOneLeft()
    {
        var first = await RunStack.OpenAsync("test $CLOUD_RUN_TASK_INDEX = 0 || exec sleep 60");
        var execution = await first.ExecuteAsync("--tasks", "2");
        await first.ReachAsync(execution, status => (int)status["succeededCount"]! == 1 && (int)status["runningCount"]! == 1);
        await first.CloseAsync();
        await using (var second = await RunStack.OpenAsync("exit 0", folder: first.Folder))
        {
            Assert.Equal("True", (string?)(await second.EndAsync(execution))["conditions"]![0]!["status"]);
            Assert.Equal([1, 2], second.Service.Attempts().Select(task => task.Attempts));
        }
        Directory.Delete(first.Folder, recursive: true);
    }

    /// <summary>A job that goes takes its executions with it.</summary>
    [Fact]
    public async Task ExecutionOfAJobThatIsGoneIsForgotten()
    {
        var first = await RunStack.OpenAsync("exec sleep 60");
        var execution = await first.ExecuteAsync();
        await first.ReachAsync(execution, status => (int)status["runningCount"]! == 1);
        await first.CloseAsync();
        await using (var second = await RunStack.OpenAsync("exit 0", keep: resource => resource.Type != "gcp:cloudrunv2/job:Job", folder: first.Folder))
        {
            Assert.Empty(second.Service.Attempts());
        }
        await using (var third = await RunStack.OpenAsync("exit 0", folder: first.Folder))
        {
            Assert.Empty(third.Service.Attempts());
        }
        Directory.Delete(first.Folder, recursive: true);
    }

    private static async Task<IEnumerable<string?>> ActiveAsync(RunStack stack) =>
        (await stack.JsonAsync("run", "jobs", "executions", "list", "--job", RunStack.Job, "--region", RunStack.Region, "--filter=-status.completionTime:*")).AsArray().Select(execution => (string?)execution!["metadata"]!["name"]);
}

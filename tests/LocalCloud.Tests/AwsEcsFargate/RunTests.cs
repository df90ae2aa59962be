using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Tests.Support;
using CloudStacks.LocalCloud.Tests.Tasks;

namespace CloudStacks.LocalCloud.Tests.AwsEcsFargate;

/// <summary>What becomes of tasks.</summary>
public sealed class RunTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task EndIsTheContainersWhateverItsExitCode(int code)
    {
        await using var stack = await EcsStack.OpenAsync($"exit {code}");
        var task = await stack.End((await stack.Start())[0]);
        Assert.Equal(("EssentialContainerExited", code), ((string?)task["stopCode"], (int?)task["containers"]![0]!["exitCode"]));
        Assert.Equal("STOPPED", (string?)task["desiredStatus"]);
    }

    [Fact]
    public async Task NothingIsTriedAgain()
    {
        await using var stack = await EcsStack.OpenAsync("exit 75");
        await stack.End((await stack.Start("--started-by", "j"))[0]);
        var all = await stack.Json("ecs", "list-tasks", "--cluster", stack.Cluster, "--desired-status", "STOPPED");
        Assert.Single(all["taskArns"]!.AsArray());
    }

    [Fact]
    public async Task TasksOfOneRequestAreAlike()
    {
        await using var stack = await EcsStack.OpenAsync("echo $A $B");
        foreach (var task in await stack.Start("--count", "3", "--overrides", EcsStack.Override(("A", "1"), ("B", "2"))))
        {
            await stack.End(task);
            Assert.Equal(["1 2"], await stack.Log(task));
        }
    }

    [Fact]
    public async Task OverrideReplacesCommandAndSingleVariables()
    {
        await using var stack = await EcsStack.OpenAsync("echo \"$CLOUDSTACKS_REDUCE $*\"");
        var task = (await stack.Start("--overrides", """{"containerOverrides":[{"name":"worker","command":["a","b c"],"environment":[{"name":"CLOUDSTACKS_REDUCE","value":"mine"}]}]}"""))[0];
        await stack.End(task);
        Assert.Equal(["mine a b c"], await stack.Log(task));
    }

    [Fact]
    public async Task TaskKnowsItsOwnAddressAndItsRole()
    {
        await using var stack = await EcsStack.OpenAsync("echo $ECS_CONTAINER_METADATA_URI_V4; test -n \"$AWS_CONTAINER_CREDENTIALS_FULL_URI\" && echo credentials");
        var task = (await stack.Start())[0];
        await stack.End(task);
        Assert.Equal([$"http://127.0.0.1:9/v4/{task.Split('/')[^1]}", "credentials"], await stack.Log(task));
    }

    [Fact]
    public async Task SameTokenGivesTheSameTaskAndAnotherRequestIsAConflict()
    {
        await using var stack = await EcsStack.OpenAsync("exit 0");
        var first = await stack.Start("--client-token", "t", "--started-by", "j");
        Assert.Equal(first, await stack.Start("--started-by", "j", "--client-token", "t"));
        Assert.Contains("ConflictException", await stack.Refusal("--client-token", "t", "--started-by", "other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StarterFindsWhatRuns()
    {
        await using var stack = await EcsStack.OpenAsync("sleep 60");
        var mine = await stack.Start("--started-by", "mine/0");
        await stack.Start("--started-by", "other/0");
        var found = await stack.Json("ecs", "list-tasks", "--cluster", stack.Cluster, "--started-by", "mine/0");
        Assert.Equal(mine, found["taskArns"]!.AsArray().Select(arn => (string)arn!));
    }

    [Fact]
    public async Task ListsHavePages()
    {
        await using var stack = await EcsStack.OpenAsync("sleep 60");
        var all = (await stack.Start("--count", "5")).ToList();
        var first = await stack.Json("ecs", "list-tasks", "--cluster", stack.Cluster, "--max-results", "3");
        var second = await stack.Json("ecs", "list-tasks", "--cluster", stack.Cluster, "--max-results", "3", "--next-token", (string)first["nextToken"]!);
        Assert.Equal(all, new[] { first, second }.SelectMany(page => page["taskArns"]!.AsArray()).Select(arn => (string)arn!));
        Assert.Null(second["nextToken"]);
    }

    [Fact]
    public async Task StopIsSigtermAndATaskThatWaitsNeverRuns()
    {
        await using var stack = await EcsStack.OpenAsync("trap 'exit 143' TERM; echo on; while :; do sleep 0.02; done");
        var tasks = await stack.Start("--count", "10");
        await stack.Logged(tasks[0], "on");
        foreach (var task in tasks)
        {
            await stack.Json("ecs", "stop-task", "--cluster", stack.Cluster, "--task", task, "--reason", "enough");
        }
        var ended = await stack.End(tasks[0]);
        Assert.Equal(("UserInitiated", "enough", 143), ((string?)ended["stopCode"], (string?)ended["stoppedReason"], (int?)ended["containers"]![0]!["exitCode"]));
        Assert.Null((await stack.End(tasks[^1]))["containers"]![0]!["exitCode"]);
    }

    [Fact]
    public async Task SigkillFollowsAfterTheStopTimeout()
    {
        var clock = new ManualClock();
        await using var stack = await EcsStack.OpenAsync("trap '' TERM; echo on; while :; do sleep 0.02; done", Container(container => container["stopTimeout"] = 77), clock: clock);
        var task = (await stack.Start())[0];
        await stack.Logged(task, "on");
        await stack.Json("ecs", "stop-task", "--cluster", stack.Cluster, "--task", task);
        Assert.Equal(("STOPPING", "STOPPED"), ((string?)(await stack.Describe(task))["lastStatus"], (string?)(await stack.Describe(task))["desiredStatus"]));
        await clock.Armed(TimeSpan.FromSeconds(77));
        clock.Advance(TimeSpan.FromSeconds(77));
        Assert.Equal(137, (int?)(await stack.End(task))["containers"]![0]!["exitCode"]);
    }

    [Fact]
    public async Task SpotCapacityIsTakenBackAndOnDemandIsNot()
    {
        await using var stack = await EcsStack.OpenAsync("trap 'exit 143' TERM; while :; do sleep 0.02; done", faults: FaultPlan.Parse("preempt=1,seed=1"));
        var spot = await stack.End((await stack.Start("--capacity-provider-strategy", "capacityProvider=FARGATE_SPOT,weight=1"))[0]);
        Assert.Equal(("SpotInterruption", "Your Spot Task was interrupted."), ((string?)spot["stopCode"], (string?)spot["stoppedReason"]));
        Assert.Equal("FARGATE_SPOT", (string?)spot["capacityProviderName"]);
        await stack.Reach((await stack.Start())[0], "RUNNING");
    }

    [Fact]
    public async Task KilledTaskEndsWith137()
    {
        await using var stack = await EcsStack.OpenAsync("sleep 60", faults: FaultPlan.Parse("kill=1,seed=1"));
        Assert.Equal(137, (int?)(await stack.End((await stack.Start())[0]))["containers"]![0]!["exitCode"]);
    }

    /// <summary>The answer is good, the exit code is 0, and part of the tasks is not there.</summary>
    [Fact]
    public async Task PartOfARequestMayBeRefused()
    {
        await using var stack = await EcsStack.OpenAsync("exit 0", faults: FaultPlan.Parse("partial=0.5,seed=1"));
        var answer = await stack.Json(stack.Run("--count", "10"));
        var (started, refused) = (answer["tasks"]!.AsArray().Count, answer["failures"]!.AsArray().Count);
        Assert.Equal(10, started + refused);
        Assert.InRange(refused, 1, 9);
        Assert.StartsWith("Capacity is unavailable at this time.", (string?)answer["failures"]![0]!["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndedTasksAreShownForAnHour()
    {
        var clock = new ManualClock();
        await using var stack = await EcsStack.OpenAsync("exit 0", clock: clock);
        var task = (await stack.Start())[0];
        await stack.End(task);
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty((await stack.Json("ecs", "describe-tasks", "--cluster", stack.Cluster, "--tasks", task))["tasks"]!.AsArray());
    }

    [Fact]
    public async Task AttemptsAreCountedPerSliceOfTheLastJob()
    {
        await using var stack = await EcsStack.OpenAsync("exit $CODE");
        await Slice("old/0", 0, "0");
        await Slice("new/0", 0, "75");
        await Slice("new/0", 0, "0");
        await Slice("new/0", 1, "77");
        Assert.Equal(
            [new TaskAttempts(0, 2, "succeeded", "Essential container in task exited (exit code 75)"), new TaskAttempts(1, 1, "failed", "Essential container in task exited (exit code 77)")],
            stack.Service.Attempts());

        async Task Slice(string starter, int slice, string code) =>
            await stack.End((await stack.Start("--started-by", starter, "--overrides", EcsStack.Override(("CLOUDSTACKS_SLICE", $"{slice}"), ("CODE", code))))[0]);
    }

    [Fact]
    public async Task DefinitionsTagsGoToTheTasksWhereTheStartSaysSo()
    {
        await using var stack = await EcsStack.OpenAsync("exit 0");
        var tagged = await stack.Describe((await stack.Start("--propagate-tags", "TASK_DEFINITION", "--tags", "key=a,value=b"))[0]);
        Assert.Contains("""{"key":"project","value":"cloudstacks"}""", tagged["tags"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("""{"key":"a","value":"b"}""", tagged["tags"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty((await stack.Describe((await stack.Start())[0]))["tags"]!.AsArray());
    }

    /// <summary>What the program's edits cannot reach, because it stands in the run: without an address of its own a task in a public subnet reaches no registry.</summary>
    [Fact]
    public async Task PublicSubnetNeedsAPublicAddress()
    {
        await using var stack = await EcsStack.OpenAsync("exit 0");
        var task = await stack.End((await stack.Start("--network-configuration", stack.Networks("assignPublicIp=DISABLED")))[0]);
        Assert.Equal("TaskFailedToStart", (string?)task["stopCode"]);
        Assert.Contains("assignPublicIp is not ENABLED", (string?)task["stoppedReason"], StringComparison.Ordinal);
        Assert.Null(task["containers"]![0]!["exitCode"]);
    }

    [Fact]
    public async Task QueriesShowWhatIsThere()
    {
        await using var stack = await EcsStack.OpenAsync("sleep 60");
        await stack.Reach((await stack.Start("--count", "1"))[0], "RUNNING");
        var cluster = (await stack.Json("ecs", "describe-clusters", "--clusters", stack.Cluster))["clusters"]![0]!;
        Assert.Equal(("ACTIVE", 1), ((string?)cluster["status"], (int?)cluster["runningTasksCount"]));
        var definition = (await stack.Json("ecs", "describe-task-definition", "--task-definition", stack.Cluster))["taskDefinition"]!;
        Assert.Equal((1, "1024", "2048"), ((int?)definition["revision"], (string?)definition["cpu"], (string?)definition["memory"]));
    }

    private static Action<string, JsonObject> Container(Action<JsonObject> edit) => DeployedProgram.Of("aws:ecs/taskDefinition:TaskDefinition", outputs =>
    {
        var containers = JsonNode.Parse((string)outputs["containerDefinitions"]!)!;
        edit(containers[0]!.AsObject());
        outputs["containerDefinitions"] = containers.ToJsonString();
    });
}

using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Faults;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

public sealed class RunTests
{
    private static readonly string[] RetryTwice = ["--retry-strategy", "attempts=3"];

    [Fact]
    public async Task PlainJobRunsAndHasNoArrayVariables()
    {
        await using var stack = await BatchStack.OpenAsync("echo index=$AWS_BATCH_JOB_ARRAY_INDEX attempt=$AWS_BATCH_JOB_ATTEMPT ce=$AWS_BATCH_CE_NAME jq=$AWS_BATCH_JQ_NAME");
        var job = await stack.End(await stack.Submit());
        Assert.Equal("SUCCEEDED", (string?)job["status"]);
        var line = Assert.Single(await stack.Log(job));
        Assert.StartsWith("index= attempt=1 ce=aws-batch-environment-", line, StringComparison.Ordinal);
        Assert.EndsWith($"jq={stack.Queue}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ArrayChildrenKnowTheirIndexAndTheSizeOfTheArray()
    {
        await using var stack = await BatchStack.OpenAsync("echo $AWS_BATCH_JOB_ARRAY_INDEX of $AWS_BATCH_JOB_ARRAY_SIZE as $AWS_BATCH_JOB_ID");
        var id = await stack.Submit("--array-properties", "size=3");
        var parent = await stack.End(id);
        Assert.Equal(3, (int?)parent["arrayProperties"]!["statusSummary"]!["SUCCEEDED"]);
        for (var index = 0; index < 3; index++)
        {
            Assert.Equal([$"{index} of 3 as {id}:{index}"], await stack.Log(await stack.Describe($"{id}:{index}")));
        }
    }

    [Fact]
    public async Task ParentIsPendingWhileChildrenRunAndAListWithoutStatusShowsOnlyWhatRuns()
    {
        await using var stack = await BatchStack.OpenAsync("sleep 30");
        var id = await stack.Submit("--array-properties", "size=2");
        await stack.Reach($"{id}:0", "RUNNING");
        Assert.Equal("PENDING", (string?)(await stack.Describe(id))["status"]);
        Assert.Empty((await stack.Json("batch", "list-jobs", "--job-queue", stack.Queue))["jobSummaryList"]!.AsArray());
        Assert.NotEmpty((await stack.Json("batch", "list-jobs", "--array-job-id", id))["jobSummaryList"]!.AsArray());
    }

    [Fact]
    public async Task ContainerOverridesChangeCommandAndEnvironmentOnly()
    {
        await using var stack = await BatchStack.OpenAsync("echo $1 $CLOUDSTACKS_JOB $CLOUDSTACKS_STORE");
        var id = await stack.Submit("--container-overrides", """{"command":["reduce"],"environment":[{"name":"CLOUDSTACKS_JOB","value":"j1"}]}""");
        Assert.StartsWith("reduce j1 s3://aws-batch-store-bucket-", Assert.Single(await stack.Log(await stack.End(id))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParametersReplaceReferencesInTheCommand()
    {
        await using var stack = await BatchStack.OpenAsync("echo $*", BatchStack.Of("aws:batch/jobDefinition:JobDefinition", outputs => outputs["parameters"] = new JsonObject { ["mode"] = "slow", ["unit"] = "MPa" }));
        var id = await stack.Submit("--parameters", "mode=fast", "--container-overrides", """{"command":["Ref::mode","Ref::unit","Ref::nobody"]}""");
        Assert.Equal(["fast MPa Ref::nobody"], await stack.Log(await stack.End(id)));
    }

    [Fact]
    public async Task DependentJobRunsAfterTheArrayAndFailsWithIt()
    {
        await using var stack = await BatchStack.OpenAsync("test \"$AWS_BATCH_JOB_ARRAY_INDEX\" != 1 || exit 65");
        var bad = await stack.Submit("--array-properties", "size=2");
        var dependent = await stack.Submit("--depends-on", $"jobId={bad}");
        Assert.Equal("Dependent Job failed", (string?)(await stack.End(dependent))["statusReason"]);
        Assert.Equal("FAILED", (string?)(await stack.Describe(bad))["status"]);
        Assert.Equal("SUCCEEDED", (string?)(await stack.Describe($"{bad}:0"))["status"]);

        var good = await stack.Submit();
        var next = await stack.Submit("--depends-on", $"jobId={good}");
        var ended = await stack.End(next);
        Assert.Equal("SUCCEEDED", (string?)ended["status"]);
        Assert.True((long)ended["startedAt"]! >= (long)(await stack.Describe(good))["stoppedAt"]!);
    }

    [Theory]
    [InlineData(75, 6)]
    [InlineData(143, 6)]
    [InlineData(137, 6)]
    [InlineData(65, 1)]
    [InlineData(64, 1)]
    [InlineData(1, 1)]
    public async Task OnlyTransientExitCodesAreTriedAgain(int exitCode, int attempts)
    {
        await using var stack = await BatchStack.OpenAsync($"exit {exitCode}");
        var job = await stack.End(await stack.Submit());
        Assert.Equal("FAILED", (string?)job["status"]);
        Assert.Equal(attempts, job["attempts"]!.AsArray().Count);
        Assert.Equal(exitCode, (int?)job["container"]!["exitCode"]);
    }

    [Fact]
    public async Task WithoutARuleThatMatchesAFailureIsTriedAgain()
    {
        await using var stack = await BatchStack.OpenAsync("exit 65");
        var job = await stack.End(await stack.Submit(RetryTwice));
        Assert.Equal(3, job["attempts"]!.AsArray().Count);
    }

    [Fact]
    public async Task AttemptsCountFromOneAndASuccessEndsThem()
    {
        await using var stack = await BatchStack.OpenAsync("echo $AWS_BATCH_JOB_ATTEMPT; test $AWS_BATCH_JOB_ATTEMPT = 3 || exit 75");
        var job = await stack.End(await stack.Submit());
        Assert.Equal("SUCCEEDED", (string?)job["status"]);
        Assert.Equal(3, job["attempts"]!.AsArray().Count);
        Assert.Equal(["3"], await stack.Log(job));
        Assert.Equal(new TaskAttempts(0, 3, "succeeded"), Assert.Single(stack.Service.Attempts()));
    }

    [Fact]
    public async Task KilledTasksAreTriedAgainAndTheSameSeedKillsTheSameTasks()
    {
        var counts = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var stack = await BatchStack.OpenAsync("sleep 0.3", faults: FaultPlan.Parse("kill=0.5,seed=3"));
            var id = await stack.Submit("--array-properties", "size=6");
            Assert.Equal("SUCCEEDED", (string?)(await stack.End(id))["status"]);
            counts.Add(string.Join(' ', stack.Service.Attempts().Select(task => task.Attempts)));
        }
        Assert.Equal(counts[0], counts[1]);
        Assert.NotEqual("1 1 1 1 1 1", counts[0]);
    }

    [Fact]
    public async Task SpotTaskIsWarnedBeforeItGoesAndIsTriedAgain()
    {
        var spot = BatchStack.Of("aws:batch/computeEnvironment:ComputeEnvironment", outputs => outputs["computeResources"]!["type"] = "FARGATE_SPOT");
        await using var stack = await BatchStack.OpenAsync("trap 'echo warned; exit 143' TERM; test $AWS_BATCH_JOB_ATTEMPT = 2 || { sleep 5 & wait; }", spot, FaultPlan.Parse("preempt=0.6,seed=1"));
        var job = await stack.End(await stack.Submit());
        Assert.Equal("SUCCEEDED", (string?)job["status"]);
        var first = job["attempts"]![0]!;
        Assert.Equal("Your Spot Task was interrupted.", (string?)first["statusReason"]);
        Assert.Equal(143, (int?)first["container"]!["exitCode"]);
    }

    [Fact]
    public async Task SpotTaskThatEndsWithZeroCountsAsDone()
    {
        // A worker must not answer SIGTERM with 0: https://docs.aws.amazon.com/batch/latest/userguide/job_states.html
        var spot = BatchStack.Of("aws:batch/computeEnvironment:ComputeEnvironment", outputs => outputs["computeResources"]!["type"] = "FARGATE_SPOT");
        await using var stack = await BatchStack.OpenAsync("trap 'exit 0' TERM; sleep 5 & wait", spot, FaultPlan.Parse("preempt=1"));
        var job = await stack.End(await stack.Submit());
        Assert.Equal(("SUCCEEDED", "Your Spot Task was interrupted."), ((string?)job["status"], (string?)job["statusReason"]));
    }

    [Fact]
    public async Task TerminatedJobFailsWhateverItsExitCode()
    {
        await using var stack = await BatchStack.OpenAsync("trap 'exit 0' TERM; echo ready; sleep 60 & wait");
        var id = await stack.Submit();
        await stack.Logged(id, "ready");
        await stack.Aws("batch", "terminate-job", "--job-id", id, "--reason", "enough");
        var job = await stack.End(id);
        Assert.Equal(("FAILED", "enough"), ((string?)job["status"], (string?)job["statusReason"]));
    }

    [Fact]
    public async Task TerminatingAnArrayEndsItsChildrenWithTheReason()
    {
        await using var stack = await BatchStack.OpenAsync("sleep 60");
        var id = await stack.Submit("--array-properties", "size=4");
        await stack.Reach($"{id}:0", "RUNNING");
        Assert.Equal(0, (await stack.Aws("batch", "terminate-job", "--job-id", id, "--reason", "enough")).ExitCode);
        Assert.Equal("enough", (string?)(await stack.End(id))["statusReason"]);
        Assert.Equal(4, (int?)(await stack.Describe(id))["arrayProperties"]!["statusSummary"]!["FAILED"]);
        Assert.Single((await stack.Describe($"{id}:0"))["attempts"]!.AsArray());
    }

    [Fact]
    public async Task CancellingLeavesRunningChildrenAlone()
    {
        await using var stack = await BatchStack.OpenAsync("sleep 0.5");
        var id = await stack.Submit("--array-properties", "size=8");
        await stack.Reach($"{id}:0", "RUNNING");
        await stack.Aws("batch", "cancel-job", "--job-id", id, "--reason", "no more");
        var parent = await stack.End(id);
        Assert.Equal("FAILED", (string?)parent["status"]);
        Assert.Equal("SUCCEEDED", (string?)(await stack.Describe($"{id}:0"))["status"]);
        Assert.Equal("no more", (string?)(await stack.Describe($"{id}:7"))["statusReason"]);
    }

    [Fact]
    public async Task ListsArePaged()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        var id = await stack.Submit("--array-properties", "size=5");
        await stack.End(id);
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await stack.Json(["batch", "list-jobs", "--array-job-id", id, "--job-status", "SUCCEEDED", "--max-results", "2", .. token is null ? [] : new[] { "--next-token", token }]);
            seen.AddRange(page["jobSummaryList"]!.AsArray().Select(job => (string)job!["jobId"]!));
            token = (string?)page["nextToken"];
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 5).Select(index => $"{id}:{index}"), seen);
    }

    [Fact]
    public async Task TaskSeesNothingOfTheCallersEnvironmentAndItsFolderIsRemoved()
    {
        var folder = Directory.CreateTempSubdirectory("batch").FullName;
        await using (var stack = await BatchStack.OpenAsync("env; pwd", folder: folder))
        {
            var names = (await stack.Log(await stack.End(await stack.Submit()))).Select(line => line.Split('=')[0]).Where(name => !name.StartsWith('/'));
            Assert.Empty(names.Except(["PATH", "HOME", "TMPDIR", "PWD", "OLDPWD", "SHLVL", "_", "DOTNET_ROOT",
                "ECS_CONTAINER_METADATA_URI_V4", "AWS_BATCH_JOB_ID", "AWS_BATCH_JOB_ATTEMPT", "AWS_BATCH_CE_NAME", "AWS_BATCH_JQ_NAME", "AWS_REGION", "AWS_ENDPOINT_URL_S3", "AWS_EC2_METADATA_DISABLED",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "CLOUDSTACKS_STORE", "CLOUDSTACKS_REDUCE"]));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "tasks")));
        Directory.Delete(folder, recursive: true);
    }
}

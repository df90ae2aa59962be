using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>What AWS Batch refuses at submission. Limits: https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("many")]
    public async Task ArraySizeIsTwoToTenThousand(string size)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains("arrayProperties.size is ", await stack.Refusal("--array-properties", $"size={size}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnVariablesMayNotTakeTheReservedPrefix()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains("AWS_BATCH_X", await stack.Refusal("--container-overrides", "environment=[{name=AWS_BATCH_X,value=1}]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SizesMustBeOnesThatFargateOffers()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains("1 vCPU with 9000 MiB", await stack.Refusal("--container-overrides", "resourceRequirements=[{type=MEMORY,value=9000}]"), StringComparison.Ordinal);
        Assert.Contains("GPU", await stack.Refusal("--container-overrides", "resourceRequirements=[{type=GPU,value=1}]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    public async Task AttemptsAreOneToTen(string attempts)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains($"attempts is {attempts}; expected 1 to 10", await stack.Refusal("--retry-strategy", $"attempts={attempts}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeoutIsAMinuteAtLeast()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains("is 59; expected at least 60", await stack.Refusal("--timeout", "attemptDurationSeconds=59"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DependenciesAreTwentyAtMostAndMustExist()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains("the job nowhere does not exist", await stack.Refusal("--depends-on", "jobId=nowhere"), StringComparison.Ordinal);
        Assert.Contains("dependsOn has 21 entries", await stack.Refusal(["--depends-on", .. Enumerable.Repeat("jobId=x", 21)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestIsThirtyKibibytesAtMost()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        var big = new JsonObject { ["command"] = new JsonArray(new string('x', 30 * 1024)) }.ToJsonString();
        Assert.Contains("expected at most 30720", await stack.Refusal("--container-overrides", big), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-run")]
    [InlineData("a b")]
    public async Task JobNamesHaveLettersDigitsHyphensAndUnderscores(string name)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        var result = await stack.Aws("batch", "submit-job", "--job-name", name, "--job-queue", stack.Queue, "--job-definition", stack.Definition);
        Assert.Equal(254, result.ExitCode);
        Assert.Contains($"Job name '{name}'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownAndDisabledThingsAreNamed()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Of("aws:batch/jobQueue:JobQueue", outputs => outputs["state"] = "DISABLED"));
        Assert.Contains("JobQueue nowhere not found", (await stack.Aws("batch", "submit-job", "--job-name", "a", "--job-queue", "nowhere", "--job-definition", stack.Definition)).Error, StringComparison.Ordinal);
        Assert.Contains("JobDefinition nothing not found", (await stack.Aws("batch", "submit-job", "--job-name", "a", "--job-queue", stack.Queue, "--job-definition", "nothing")).Error, StringComparison.Ordinal);
        Assert.Contains("is DISABLED", await stack.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("batch", "submit-job", "--share-identifier", "x")]
    [InlineData("batch", "describe-jobs", "--query", "jobs[0]")]
    [InlineData("batch", "register-job-definition", "--cli-input-json", "{}")]
    [InlineData("batch", "list-jobs", "--output", "table")]
    [InlineData("logs", "tail", "group", "--follow")]
    public async Task WhatIsNotModelledIsRefusedByName(params string[] command)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        var result = await stack.Aws(command);
        Assert.Equal(252, result.ExitCode);
        Assert.Contains(command[1] is "tail" or "register-job-definition" ? command[1] : command[2], result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribeTakesAHundredJobsAndLeavesOutUnknownOnes()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Empty((await stack.Json("batch", "describe-jobs", "--jobs", "nobody"))["jobs"]!.AsArray());
        Assert.Contains("jobs has 101 entries", (await stack.Aws(["batch", "describe-jobs", "--jobs", .. Enumerable.Repeat("x", 101)])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("privileged", "true")]
    [InlineData("mountPoints", """[{"sourceVolume":"v"}]""")]
    [InlineData("logConfiguration", """{"logDriver":"awslogs","options":{"mode":"blocking"}}""", ".options.mode")]
    [InlineData("secrets", """[{"name":"S","valueFrom":"arn"}]""")]
    public async Task ContainerPropertyThatIsNotHonouredIsRefusedByName(string property, string value, string inner = "")
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Container(container => container[property] = JsonNode.Parse(value)));
        Assert.Contains($"containerProperties.{property}{inner} is not modelled", await stack.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("networkConfiguration", """{"assignPublicIp":"YES"}""", "networkConfiguration.assignPublicIp is 'YES'")]
    [InlineData("fargatePlatformConfiguration", """{"platformVersion":"1.3.0"}""", "platformVersion is '1.3.0'")]
    [InlineData("runtimePlatform", """{"operatingSystemFamily":"WINDOWS_SERVER_2019_CORE"}""", "operatingSystemFamily is 'WINDOWS_SERVER_2019_CORE'")]
    [InlineData("runtimePlatform", """{"cpuArchitecture":"RISCV"}""", "cpuArchitecture is 'RISCV'")]
    [InlineData("ephemeralStorage", """{"sizeInGiB":20}""", "ephemeralStorage.sizeInGiB is 20; expected 21 to 200")]
    [InlineData("logConfiguration", """{"logDriver":"splunk"}""", "logConfiguration.logDriver is 'splunk'")]
    [InlineData("environment", """[{"name":"AWS_BATCH_MINE","value":"1"}]""", "AWS_BATCH_MINE starts with AWS_BATCH_")]
    [InlineData("environment", """[{"name":"A=B","value":"1"}]""", "'A=B' cannot be an environment variable")]
    [InlineData("resourceRequirements", """[{"type":"VCPU","value":"1"}]""", "MEMORY is missing")]
    public async Task ValueThatFargateDoesNotTakeIsRefused(string property, string value, string refusal)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0", BatchStack.Container(container => container[property] = JsonNode.Parse(value)));
        Assert.Contains(refusal, await stack.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"attempts":2,"evaluateOnExit":[{"onExitCode":"7*5","action":"RETRY"}]}""", "onExitCode is '7*5'")]
    [InlineData("""{"attempts":2,"evaluateOnExit":[{"onExitCode":"abc","action":"RETRY"}]}""", "onExitCode is 'abc'")]
    [InlineData("""{"attempts":2,"evaluateOnExit":[{"onReason":"*","action":"STOP"}]}""", "action is 'STOP'")]
    [InlineData("""{"evaluateOnExit":[{"onReason":"*","action":"EXIT"}]}""", "attempts is ''")]
    public async Task RetryRuleThatIsWrongIsRefused(string strategy, string refusal)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains(refusal, await stack.Refusal("--retry-strategy", strategy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryRulesAreFiveAtMost()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        var rules = new JsonArray([.. Enumerable.Range(0, 6).Select(code => new JsonObject { ["onExitCode"] = $"{code}", ["action"] = "RETRY" })]);
        var strategy = new JsonObject { ["attempts"] = 2, ["evaluateOnExit"] = rules }.ToJsonString();
        Assert.Contains("has 6 entries; expected at most 5", await stack.Refusal("--retry-strategy", strategy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jobId=x,type=N_TO_N")]
    [InlineData("type=SEQUENTIAL")]
    public async Task DependenciesBetweenArrayIndexesAreRefusedByName(string dependency)
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains("dependsOn.type is not modelled", await stack.Refusal("--depends-on", dependency), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesOfAListAreAHundredJobsAtMost()
    {
        await using var stack = await BatchStack.OpenAsync("exit 0");
        Assert.Contains("maxResults is 101", (await stack.Aws("batch", "list-jobs", "--job-queue", stack.Queue, "--max-results", "101")).Error, StringComparison.Ordinal);
    }
}

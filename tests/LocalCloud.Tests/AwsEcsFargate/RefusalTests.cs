namespace CloudStacks.LocalCloud.Tests.AwsEcsFargate;

/// <summary>What ECS refuses at a start. Limits: API model of ecs, https://github.com/boto/botocore/tree/1.43.11/botocore/data/ecs</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    public async Task CountIsOneToTen(string count) => await RefusedAsync($"count is {count}; expected 1 to 10", "--count", count);

    [Theory]
    [InlineData("a b")]
    [InlineData("job.1")]
    public async Task StarterHasLettersNumbersHyphensSlashesAndUnderscores(string starter) => await RefusedAsync($"startedBy is '{starter}'", "--started-by", starter);

    [Fact]
    public async Task StarterHasAtMost128Characters() => await RefusedAsync("expected at most 128 letters", "--started-by", new string('x', 129));

    [Fact]
    public async Task TokenHasAtMost64Characters() => await RefusedAsync("clientToken has 65 characters; expected at most 64", "--client-token", new string('x', 65));

    [Fact]
    public async Task OverridesHaveAtMost8192Characters() => await RefusedAsync("expected at most 8192", "--overrides", EcsStack.Override(("A", new string('x', 8192))));

    [Theory]
    [InlineData("""{"containerOverrides":[{"name":"other"}]}""", "Override for container named other is not a container in the TaskDefinition")]
    [InlineData("""{"containerOverrides":[{"name":"worker","environmentFiles":[{"type":"s3"}]}]}""", "containerOverrides.environmentFiles is not modelled")]
    [InlineData("""{"taskRoleArn":"arn"}""", "overrides.taskRoleArn is not modelled")]
    [InlineData("""{"containerOverrides":[{"name":"worker","environment":[{"name":"A=B","value":"1"}]}]}""", "cannot be an environment variable")]
    [InlineData("""{"cpu":"1024","memory":"9000"}""", "Fargate offers no such pair")]
    [InlineData("""{"containerOverrides":[{"name":"worker","memory":4096}]}""", "containerOverrides.memory is '4096'; expected a whole number up to the task's 2048")]
    public async Task OverridesAreReadStrictly(string overrides, string expected) => await RefusedAsync(expected, "--overrides", overrides);

    [Theory]
    [InlineData("capacityProvider=FARGATE", "every weight is 0")]
    [InlineData("capacityProvider=FARGATE,weight=0", "every weight is 0")]
    [InlineData("capacityProvider=FARGATE,weight=1001", "weight is '1001'; expected 0 to 1000")]
    [InlineData("capacityProvider=machines,weight=1", "'machines' is not associated with the cluster")]
    public async Task StrategyNeedsAWeightAndAnAssociatedProvider(string strategy, string expected) => await RefusedAsync(expected, "--capacity-provider-strategy", strategy);

    [Fact]
    public async Task LaunchTypeAndStrategyExcludeEachOther() =>
        await RefusedAsync("both a launch type and capacity provider strategy", "--launch-type", "FARGATE", "--capacity-provider-strategy", "capacityProvider=FARGATE,weight=1");

    [Fact]
    public async Task OtherMachinesAreNotThere() => await RefusedAsync("launchType is 'EC2'; the local cloud models FARGATE", "--launch-type", "EC2");

    [Fact]
    public async Task WithoutAnyCapacityEcsWouldTakeMachines()
    {
        await using var stack = await EcsStack.OpenAsync("exit 0");
        string[] start = ["ecs", "run-task", "--cluster", stack.Cluster, "--task-definition", stack.Definition, "--network-configuration", stack.Network];
        Assert.Contains("has no default strategy: ECS takes EC2", (await stack.Aws(start)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("awsvpcConfiguration={subnets=[]}", "subnets is empty; expected 1 to 16")]
    [InlineData("awsvpcConfiguration={subnets=[subnet-1]}", "subnets: subnet-1 does not exist in this stack")]
    [InlineData("other={a=b}", "Network Configuration must be provided when networkMode 'awsvpc' is specified.")]
    public async Task NetworkMustBeThere(string network, string expected) => await RefusedAsync(expected, "--network-configuration", network);

    [Fact]
    public async Task NetworkHasSixteenSubnetsAndFiveGroupsAtMost()
    {
        await RefusedAsync("subnets has 17 entries; expected at most 16", "--network-configuration", $"awsvpcConfiguration={{subnets=[{string.Join(',', Enumerable.Repeat("s", 17))}]}}");
        await using var stack = await EcsStack.OpenAsync("exit 0");
        var groups = stack.Network.Replace("securityGroups=[", "securityGroups=[a,b,c,d,e,", StringComparison.Ordinal);
        Assert.Contains("securityGroups has 6 entries; expected at most 5", await stack.Refusal("--network-configuration", groups), StringComparison.Ordinal);
        Assert.Contains("assignPublicIp is 'MAYBE'", await stack.Refusal("--network-configuration", stack.Networks("assignPublicIp=MAYBE")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownThingsAreNamed()
    {
        await RefusedAsync("(ClusterNotFoundException) when calling the RunTask operation: Cluster nowhere not found.", "--cluster", "nowhere");
        await RefusedAsync("(ClientException) when calling the RunTask operation: TaskDefinition nothing not found", "--task-definition", "nothing");
        await using var stack = await EcsStack.OpenAsync("exit 0");
        Assert.Contains("The referenced task was not found.", (await stack.Aws("ecs", "stop-task", "--cluster", stack.Cluster, "--task", "nobody")).Error, StringComparison.Ordinal);
        var missing = await stack.Json("ecs", "describe-tasks", "--cluster", stack.Cluster, "--tasks", "nobody");
        Assert.Equal("""[{"arn":"nobody","reason":"MISSING"}]""", missing["failures"]!.ToJsonString());
        Assert.Equal("MISSING", (string?)(await stack.Json("ecs", "describe-clusters"))["failures"]![0]!["reason"]);
    }

    [Fact]
    public async Task DescribeTakesAHundredTasks()
    {
        await using var stack = await EcsStack.OpenAsync("exit 0");
        Assert.Contains("tasks has 101 entries; expected at most 100", (await stack.Aws(["ecs", "describe-tasks", "--cluster", stack.Cluster, "--tasks", .. Enumerable.Repeat("x", 101)])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("startedBy must be the only filter; remove --desired-status", "--started-by", "j", "--desired-status", "STOPPED")]
    [InlineData("startedBy must be the only filter; remove --family", "--started-by", "j", "--family", "f")]
    [InlineData("desiredStatus is 'DONE'", "--desired-status", "DONE")]
    [InlineData("maxResults is 101; expected 1 to 100", "--max-results", "101")]
    [InlineData("nextToken 'x' is not one that a list gave", "--next-token", "x")]
    public async Task ListsAreAskedForAsTheApiAllows(string expected, params string[] options)
    {
        await using var stack = await EcsStack.OpenAsync("exit 0");
        Assert.Contains(expected, (await stack.Aws(["ecs", "list-tasks", "--cluster", stack.Cluster, .. options])).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--enable-execute-command")]
    [InlineData("--placement-strategy", "type=random")]
    [InlineData("--query", "tasks[0]")]
    public async Task WhatIsNotModelledIsRefusedByName(params string[] options)
    {
        await using var stack = await EcsStack.OpenAsync("exit 0");
        var result = await stack.Aws(stack.Run(options));
        Assert.Equal(252, result.ExitCode);
        Assert.Contains(options[0], result.Error, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(string expected, params string[] options)
    {
        await using var stack = await EcsStack.OpenAsync("exit 0");
        Assert.Contains(expected, await stack.Refusal(options), StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Tests.GcpCloudRun;

/// <summary>The ways in which Cloud Run and gcloud refuse, and what the local cloud does not model.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("--tasks 0", 1, "taskCount is 0; expected 1 to 10000")]
    [InlineData("--tasks 10001", 1, "taskCount is 10001; expected 1 to 10000")]
    [InlineData("--tasks two", 2, "argument --tasks: invalid int value: 'two'")]
    [InlineData("--task-timeout 604801", 1, "timeout is 604801; expected 1 to 604800")]
    [InlineData("--update-env-vars PORT=1", 1, "the environment variable PORT is reserved")]
    [InlineData("--update-env-vars CLOUD_RUN_JOB=x", 1, "the environment variable CLOUD_RUN_JOB is reserved")]
    [InlineData("--update-env-vars K_SERVICE=x", 1, "the environment variable K_SERVICE is reserved")]
    [InlineData("--update-env-vars NAME", 2, "Bad syntax for dict arg: [NAME]")]
    [InlineData("--wait", 2, "unrecognized arguments: --wait")]
    [InlineData("--project other", 1, "the project 'other' is not the stack's")]
    [InlineData("--async=yes", 2, "argument --async: expected 0 arguments")]
    [InlineData("--tasks", 2, "argument --tasks: expected one argument")]
    public async Task OfAnExecution(string options, int exitCode, string expected)
    {
        await using var stack = await RunStack.OpenAsync("exit 0");
        var result = await stack.RunAsync(["run", "jobs", "execute", RunStack.Job, "--region", RunStack.Region, "--async", "--format=json", .. options.Split(' ')]);
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("ERROR: (gcloud.run.jobs.execute) ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(stack.Service.Attempts());
    }

    [Theory]
    [InlineData("run jobs execute other --region us-central1 --async", 1, "NOT_FOUND: Job [other] in region [us-central1]")]
    [InlineData("run jobs execute work --region europe-west1 --async", 1, "NOT_FOUND: Job [work] in region [europe-west1]")]
    [InlineData("run jobs execute work --region us-central1", 2, "argument --async: Must be specified")]
    [InlineData("run jobs executions describe none --region us-central1", 1, "NOT_FOUND: Execution [none]")]
    [InlineData("run jobs delete work", 2, "Invalid choice: 'run jobs delete work'; the local cloud models run jobs execute")]
    [InlineData("run jobs list --region us-central1 --filter=a>1", 2, "'a>1': the local cloud models key=value")]
    [InlineData("logging read severity>=ERROR", 1, "Unparseable filter: 'severity>=ERROR'")]
    public async Task OfOtherCommands(string line, int exitCode, string expected)
    {
        await using var stack = await RunStack.OpenAsync("exit 0");
        var result = await stack.RunAsync([.. line.Split(' '), "--format=json"]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputIsJsonOnly()
    {
        await using var stack = await RunStack.OpenAsync("exit 0");
        Assert.Contains("the local cloud prints --format=json only", (await stack.RunAsync("run", "jobs", "list", "--region", RunStack.Region, "--format=yaml")).Error, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Templates => new()
    {
        { "parallelism", "5", "parallelism is 5; expected at most taskCount, which is 1" },
        { "template.maxRetries", "11", "maxRetries is 11; expected 0 to 10" },
        { "template.timeout", "\"10m\"", "timeout is '10m'; expected whole seconds such as 600s" },
        { "template.timeout", "\"604801s\"", "timeout is 604801; expected 1 to 604800" },
        { "template.containers.0.ports", "[{\"containerPort\":8080}]", "template.template.containers.ports is not modelled" },
        { "template.containers.0.resources", "{\"limits\":{\"cpu\":\"3\"}}", "resources.limits.cpu is '3'; expected one of 1, 2, 4, 6, 8" },
        { "template.containers.0.resources", "{\"limits\":{\"cpu\":\"1\",\"memory\":\"5Gi\"}}", "memory with 1 CPU, in MiB, is 5120; expected 512 to 4096" },
        { "template.containers.0.resources", "{\"limits\":{\"cpu\":\"4\",\"memory\":\"1024Mi\"}}", "memory with 4 CPU, in MiB, is 1024; expected 2048 to 16384" },
        { "template.containers.0.resources", "{\"limits\":{\"memory\":\"2G\"}}", "resources.limits.memory is '2G'; expected a whole number of Mi or Gi" },
        { "template.containers.0.envs", "[{\"name\":\"K_X\",\"value\":\"1\"}]", "the environment variable K_X is reserved" },
        { "template.containers.0.envs", "[{\"name\":\"A\",\"value\":\"1\"},{\"name\":\"A\",\"value\":\"2\"}]", "A stands there more than once" },
        { "template.executionEnvironment", "\"EXECUTION_ENVIRONMENT_GEN1\"", "jobs run in EXECUTION_ENVIRONMENT_GEN2" },
        { "template.volumes", "[{\"name\":\"v\"}]", "template.template.volumes is not modelled" },
    };

    /// <summary>A template is refused when it is deployed, too, in the same words.</summary>
    [Theory, MemberData(nameof(Templates))]
    public async Task OfATemplate(string path, string value, string expected)
    {
        await using var stack = await RunStack.OpenAsync("exit 0", template => Set(template, path.Split('.'), JsonNode.Parse(value)!));
        var result = await stack.RunAsync("run", "jobs", "execute", RunStack.Job, "--region", RunStack.Region, "--async", "--format=json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"INVALID_ARGUMENT: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker-build:index:Image", "is not an image that this stack builds")]
    [InlineData("gcp:artifactregistry/repository:Repository", "no deployed repository holds it")]
    [InlineData("gcp:serviceaccount/account:Account", "the service account worker@p.iam.gserviceaccount.com does not exist in this stack")]
    public async Task MissingResourceIsNamed(string type, string expected)
    {
        await using var stack = await RunStack.OpenAsync("exit 0", keep: resource => resource.Type != type);
        await stack.EndAsync(await stack.ExecuteAsync());
        Assert.Contains(expected, Assert.Single(stack.Service.Attempts()).Reason, StringComparison.Ordinal);
    }

    private static void Set(JsonNode node, ReadOnlySpan<string> path, JsonNode value)
    {
        if (path.Length == 1)
        {
            node[path[0]] = value;
            return;
        }
        Set(path[0] == "0" ? node[0]! : node[path[0]]!, path[1..], value);
    }
}

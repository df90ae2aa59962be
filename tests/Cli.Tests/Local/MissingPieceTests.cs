using System.Text.Json.Nodes;

namespace CloudStacks.Cli.Tests.Local;

/// <summary>A piece that the program does not declare makes the run fail with a message that names it.</summary>
[Collection(nameof(LocalHome))]
public class MissingPieceTests
{
    [Fact]
    public Task AStatementOfTheJobRole() => FailsAsync(
        home => home.Edit("aws-batch-job-policy", "policy", policy => Without(policy, "Statement", "Sid", "WriteJobs")),
        "may not s3:PutObject", "aws-batch-job-role");

    [Fact]
    public Task AStatementOfTheExecutionRole() => FailsAsync(
        home => home.Edit("aws-batch-execution-policy", "policy", policy => Without(policy, "Statement", "Sid", "PullImage")),
        "may not ecr:", "aws-batch-execution-role");

    [Fact]
    public Task AVariableOfTheTask() => FailsAsync(
        home => home.Edit("aws-batch-definition", "containerProperties", container => Without(container, "environment", "name", "CLOUDSTACKS_STORE")),
        "the environment variable CLOUDSTACKS_STORE is missing");

    [Fact]
    public Task TheQueuesEnvironment() => FailsAsync(
        home => home.Edit("aws-batch-queue", "computeEnvironmentOrders", _ => new JsonArray()),
        "nothing runs and nothing will start", "has no compute environment");

    private static async Task FailsAsync(Action<LocalHome> remove, params string[] expected)
    {
        using var home = new LocalHome();
        await home.RunAsync("up", "aws-batch");
        remove(home);
        var result = await home.RunAsync("run", "aws-batch", "--shards", "2");
        Assert.Equal(ExitCodes.JobFailed, result.ExitCode);
        Assert.All(expected, text => Assert.Contains(text, result.Error));
    }

    /// <summary>A JSON text without the entry of a list that has this name.</summary>
    private static JsonValue Without(JsonNode json, string list, string key, string name)
    {
        var document = JsonNode.Parse((string)json!)!;
        var entries = document[list]!.AsArray();
        Assert.Equal(1, entries.RemoveAll(entry => (string?)entry![key] == name));
        return JsonValue.Create(document.ToJsonString());
    }
}

using CloudStacks.Worker.Commands;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;

namespace CloudStacks.Worker.Tests.Platforms;

/// <summary>Variables as in https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html.</summary>
public sealed class AwsBatchTests
{
    [Theory]
    [InlineData("3", "10", 3, 10)]
    [InlineData("0", "2", 0, 2)]
    [InlineData(null, null, 0, 1)]
    public async Task AChildOfAnArrayIsOneSliceAndAPlainJobIsAll(string? index, string? size, int slice, int slices) =>
        Assert.Equal((new Slice(slice, slices), "job:3.2"), await AssignmentAsync(index, size));

    [Theory]
    [InlineData("3", null, "AWS_BATCH_JOB_ARRAY_SIZE is missing")]
    [InlineData("x", "10", "AWS_BATCH_JOB_ARRAY_INDEX = x")]
    [InlineData("-1", "10", "AWS_BATCH_JOB_ARRAY_INDEX = -1")]
    [InlineData("10", "10", "slice 10 of 10")]
    public async Task AWrongVariableIsNamed(string? index, string? size, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<UsageException>(() => AssignmentAsync(index, size))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Variables.Job)]
    [InlineData(Variables.Store)]
    [InlineData(Variables.Reduce)]
    public async Task AMissingVariableIsNamed(string missing)
    {
        var variables = new Dictionary<string, string> { ["AWS_BATCH_JOB_ID"] = "j", [Variables.Job] = "a", [Variables.Store] = "/tmp", [Variables.Reduce] = "step" };
        variables.Remove(missing);
        var failure = await Assert.ThrowsAsync<UsageException>(() =>
            RunHere.RunAsync(new WorkerEnvironment(variables.GetValueOrDefault), TextWriter.Null, CancellationToken.None));
        Assert.Contains(missing, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NowhereIsAUsageError() =>
        Assert.Contains("aws-batch", Assert.Throws<UsageException>(() => PlatformList.Detect(new WorkerEnvironment(_ => null))).Message, StringComparison.Ordinal);

    static async Task<(Slice, string)> AssignmentAsync(string? index, string? size)
    {
        var variables = new Dictionary<string, string?>
        {
            ["AWS_BATCH_JOB_ID"] = "job:3", ["AWS_BATCH_JOB_ATTEMPT"] = "2", ["AWS_BATCH_JOB_ARRAY_INDEX"] = index, ["AWS_BATCH_JOB_ARRAY_SIZE"] = size,
        };
        var environment = new WorkerEnvironment(variables.GetValueOrDefault);
        (Slice, string) seen = default;
        await ((TaskPlatform)PlatformList.Detect(environment)).RunAsync(environment, (slice, attempt, _) =>
        {
            seen = (slice, attempt);
            return Task.FromResult(0);
        }, CancellationToken.None);
        return seen;
    }
}

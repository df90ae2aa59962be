using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;

namespace CloudStacks.Worker.Tests.Platforms;

/// <summary>Variables and exit codes as in https://docs.cloud.google.com/run/docs/container-contract.</summary>
public sealed class GcpCloudRunTests
{
    [Fact]
    public async Task ATaskIsOneSlice() => Assert.Equal((new Slice(3, 10), "job-x1.3.2", 0), await RunAsync(("CLOUD_RUN_TASK_ATTEMPT", "2")));

    /// <summary>The service tries again whatever is not 0, and no retry mends bad input, which has its record.</summary>
    [Theory]
    [InlineData(ExitCodes.Ok, 0)]
    [InlineData(ExitCodes.BadInput, 0)]
    [InlineData(ExitCodes.Transient, ExitCodes.Transient)]
    [InlineData(ExitCodes.Inconsistent, ExitCodes.Inconsistent)]
    [InlineData(ExitCodes.Interrupted, ExitCodes.Interrupted)]
    public async Task OnlyWhatIsWorthARetryIsAFailure(int code, int expected) => Assert.Equal(expected, (await RunAsync(code)).ExitCode);

    [Theory]
    [InlineData("CLOUD_RUN_TASK_INDEX", "", "CLOUD_RUN_TASK_INDEX is missing")]
    [InlineData("CLOUD_RUN_TASK_COUNT", "", "CLOUD_RUN_TASK_COUNT is missing")]
    [InlineData("CLOUD_RUN_EXECUTION", "", "CLOUD_RUN_EXECUTION is missing")]
    [InlineData("CLOUD_RUN_TASK_INDEX", "x", "CLOUD_RUN_TASK_INDEX = x")]
    [InlineData("CLOUD_RUN_TASK_INDEX", "10", "slice 10 of 10")]
    public async Task AWrongVariableIsNamed(string name, string value, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<UsageException>(() => RunAsync((name, value)))).Message, StringComparison.Ordinal);

    static Task<(Slice Slice, string Attempt, int ExitCode)> RunAsync(params (string Name, string Value)[] changes) => RunAsync(ExitCodes.Ok, changes);

    static async Task<(Slice Slice, string Attempt, int ExitCode)> RunAsync(int code, params (string Name, string Value)[] changes)
    {
        var variables = new Dictionary<string, string?>
        {
            ["CLOUD_RUN_JOB"] = "job", ["CLOUD_RUN_EXECUTION"] = "job-x1", ["CLOUD_RUN_TASK_INDEX"] = "3", ["CLOUD_RUN_TASK_COUNT"] = "10",
        };
        foreach (var (name, value) in changes)
            variables[name] = value;
        var environment = new WorkerEnvironment(variables.GetValueOrDefault);
        var seen = (Slice: default(Slice), Attempt: "");
        var exitCode = await ((TaskPlatform)PlatformList.Detect(environment)).RunAsync(environment, (slice, attempt, _) =>
        {
            seen = (slice, attempt);
            return Task.FromResult(code);
        }, CancellationToken.None);
        return (seen.Slice, seen.Attempt, exitCode);
    }
}

using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Tests.Platforms;

/// <summary>What ECS tells a task, and what whoever starts it has to tell.</summary>
public sealed class AwsEcsFargateTests
{
    private const string Metadata = "http://169.254.170.2/v4/cd189a933e5849daa93386466019ab50-2495160603";

    [Fact]
    public async Task SliceIsTheStartersAndAttemptTheContainers()
    {
        (Slice Slice, string Attempt)? seen = null;
        await RunAsync(Of("7", "10"), (slice, attempt, _) =>
        {
            seen = (slice, attempt);
            return Task.FromResult(ExitCodes.Ok);
        });
        Assert.Equal((new Slice(7, 10), "cd189a933e5849daa93386466019ab50-2495160603"), seen);
    }

    /// <summary>AWS Batch runs its jobs as tasks of ECS, where the metadata variable is set too.</summary>
    [Fact]
    public void JobOfBatchIsNoTaskOfItsOwn() =>
        Assert.Equal("aws-batch", PlatformList.Detect(Of("0", "1", ("AWS_BATCH_JOB_ID", "id"))).Name);

    [Theory]
    [InlineData(null, "3", "the environment variable CLOUDSTACKS_SLICE is missing")]
    [InlineData("1", null, "the environment variable CLOUDSTACKS_SLICES is missing")]
    [InlineData("x", "3", "CLOUDSTACKS_SLICE = x: expected a whole number from 0")]
    [InlineData("3", "3", "slice 3 of 3: expected slice 0 to 2 of 1 or more")]
    public async Task WrongSliceIsNamed(string? slice, string? slices, string expected)
    {
        var failure = await Assert.ThrowsAsync<UsageException>(() => RunAsync(Of(slice, slices), (_, _, _) => Task.FromResult(0)));
        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryThatTakesTooLongIsWorthAnother()
    {
        var failure = await Assert.ThrowsAsync<TransientException>(() => RunAsync(Of("0", "1", ("CLOUDSTACKS_TASK_TIMEOUT", "0")), WaitAsync));
        Assert.Contains("stopped after 0 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SigtermIsNoTimeout()
    {
        using var stop = new CancellationTokenSource();
        var running = ((TaskPlatform)PlatformList.Detect(Of("0", "1", ("CLOUDSTACKS_TASK_TIMEOUT", "100")))).RunAsync(Of("0", "1", ("CLOUDSTACKS_TASK_TIMEOUT", "100")), WaitAsync, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task<int> WaitAsync(Slice slice, string attempt, CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        return ExitCodes.Ok;
    }

    private static Task<int> RunAsync(WorkerEnvironment environment, MapSlice map) =>
        ((TaskPlatform)PlatformList.Detect(environment)).RunAsync(environment, map, TestContext.Current.CancellationToken);

    private static WorkerEnvironment Of(string? slice, string? slices, params (string Name, string Value)[] more)
    {
        var variables = more.Append(("ECS_CONTAINER_METADATA_URI_V4", Metadata)).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        return new(name => name switch
        {
            "CLOUDSTACKS_SLICE" => slice,
            "CLOUDSTACKS_SLICES" => slices,
            _ => variables.GetValueOrDefault(name),
        });
    }
}

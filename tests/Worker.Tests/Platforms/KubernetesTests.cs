using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Platforms;

namespace CloudStacks.Worker.Tests.Platforms;

/// <summary>What an Indexed Job tells a pod, and what its template has to add.</summary>
public sealed class KubernetesTests
{
    [Fact]
    public async Task SliceIsTheIndexOfTheTemplatesNumber()
    {
        (Slice Slice, string Attempt)? seen = null;
        await RunAsync(Of("7", "10", "j-0-7-x2k9q"), (slice, attempt, _) =>
        {
            seen = (slice, attempt);
            return Task.FromResult(ExitCodes.Ok);
        });
        Assert.Equal((new Slice(7, 10), "j-0-7-x2k9q"), seen);
    }

    [Theory]
    [InlineData("0", null, "pod", "the environment variable CLOUDSTACKS_SLICES is missing: expected how many slices there are")]
    [InlineData("0", "1", null, "the environment variable CLOUDSTACKS_ATTEMPT is missing: expected the pod's name")]
    [InlineData("x", "1", "pod", "JOB_COMPLETION_INDEX = x: expected a whole number from 0")]
    [InlineData("1", "1", "pod", "slice 1 of 1: expected slice 0 to 0 of 1 or more")]
    public async Task WhatIsMissingIsNamed(string? index, string? slices, string? pod, string expected)
    {
        var failure = await Assert.ThrowsAsync<UsageException>(() => RunAsync(Of(index, slices, pod), (_, _, _) => Task.FromResult(0)));
        Assert.Equal(expected, failure.Message);
    }

    private static Task<int> RunAsync(WorkerEnvironment environment, MapSlice map) =>
        ((TaskPlatform)PlatformList.Detect(environment)).RunAsync(environment, map, TestContext.Current.CancellationToken);

    private static WorkerEnvironment Of(string? index, string? slices, string? pod) => new(name => name switch
    {
        "JOB_COMPLETION_INDEX" => index,
        "CLOUDSTACKS_SLICES" => slices,
        "CLOUDSTACKS_ATTEMPT" => pod,
        _ => null,
    });
}

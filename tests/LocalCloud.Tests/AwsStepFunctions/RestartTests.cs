using CloudStacks.LocalCloud.Services.Lambda;

namespace CloudStacks.LocalCloud.Tests.AwsStepFunctions;

/// <summary>A session ends while an execution runs; the next one goes on with it.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("states").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ChildrenThatHaveEndedAreNotRunAgain()
    {
        string execution;
        await using (var first = await OpenStuckAsync(item: 2))
        {
            await first.PutShardsAsync(4);
            execution = await first.StartAsync();
            while (first.Attempts().Count(item => item.Status == "succeeded") < 3)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
        await using var second = await StatesStack.OpenAsync(StatesStack.Answering(), folder: _folder);
        Assert.Equal("SUCCEEDED", (string?)(await second.EndAsync(execution))["status"]);
        Assert.Equal(["""{"BatchInput":{"job":"j"},"Items":[{"index":2}]}""", """{"job":"j","reduce":true}"""], second.Asked);
        Assert.Equal([1, 1, 2, 1], second.Attempts().Select(child => child.Attempts));
    }

    [Fact]
    public async Task ReduceIsTriedAgainWithoutTheMap()
    {
        string execution;
        await using (var first = await OpenStuckAsync(item: null))
        {
            await first.PutShardsAsync(2);
            execution = await first.StartAsync();
            while (first.Asked.Count < 3)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
        await using var second = await StatesStack.OpenAsync(StatesStack.Answering(), folder: _folder);
        Assert.Equal("SUCCEEDED", (string?)(await second.EndAsync(execution))["status"]);
        Assert.Equal(["""{"job":"j","reduce":true}"""], second.Asked);
    }

    [Fact]
    public async Task StoppedExecutionStaysStopped()
    {
        string execution;
        await using (var first = await OpenStuckAsync(item: 0))
        {
            await first.PutShardsAsync(1);
            execution = await first.StartAsync();
            await first.Json("stop-execution", "--execution-arn", execution);
        }
        await using var second = await StatesStack.OpenAsync(StatesStack.Answering(), folder: _folder);
        Assert.Equal("ABORTED", (string?)(await second.EndAsync(execution))["status"]);
        Assert.Empty(second.Asked);
    }

    /// <summary>A function that never answers for one item, or for the reduce.</summary>
    private Task<StatesStack> OpenStuckAsync(int? item) => StatesStack.OpenAsync(async (payload, stop) =>
    {
        if (StatesStack.Item(payload) == item)
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        return LambdaAnswer.Of("{}");
    }, folder: _folder);
}

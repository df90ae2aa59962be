using System.Text;
using CloudStacks.Worker.Tasks;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Tasks;

public sealed class CommandTaskTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly StringWriter _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AResultIsWhatTheCommandWroteWithoutItsWhiteSpace() =>
        Assert.Equal("""{"n":3}""", await MapAsync("""printf '{ "n" : %s }\n' "$(cat "$1")" > "$2" """));

    [Fact]
    public async Task ACommandKnowsItsShardAndItsFileHasTheShardsName() =>
        Assert.Equal("""["asset/p.csv","p.csv"]""", await MapAsync("""printf '["%s","%s"]' "$CLOUDSTACKS_SHARD" "$(basename "$1")" > "$2" """));

    [Fact]
    public async Task WhatACommandPrintsIsLogged()
    {
        await MapAsync("echo out; echo err >&2; echo 1 > \"$2\"");
        Assert.Equal(["err", "out"], _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("echo 'line 7 is no number' >&2; exit 65", "exit code 65: line 7 is no number")]
    [InlineData("echo '{' > \"$2\"", "not JSON")]
    [InlineData("echo '1 2' > \"$2\"", "not JSON")]
    [InlineData("true", "wrote no result")]
    public async Task SomeFailuresAreForGood(string body, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<TaskFailedException>(() => MapAsync(body))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task AProgramThatIsNotThereFailsForGoodByName()
    {
        var failure = await Assert.ThrowsAsync<TaskFailedException>(() => RunAsync(new CommandTask(["no-such-program"], null, _log)));
        Assert.Contains("'no-such-program'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/..")]
    [InlineData("a/")]
    [InlineData("a/b\nc")]
    public async Task AShardThatCannotBeAFileFailsForGood(string shard) => await Assert.ThrowsAsync<TaskFailedException>(
        () => new CommandTask(["true"], null, _log).MapAsync(shard, Stream.Null, CancellationToken.None));

    [Theory]
    [InlineData("exit 1")]
    [InlineData("kill -9 $$")]
    public async Task OtherFailuresAreWorthARetry(string body) => await Assert.ThrowsAsync<TransientException>(() => MapAsync(body));

    [Fact]
    public async Task AStopEndsTheCommand()
    {
        using var stop = new CancellationTokenSource();
        var ready = _folder["ready"];
        var task = new CommandTask([_folder.Script("map", $"touch {ready}; sleep 60")], null, _log).MapAsync("a", Stream.Null, stop.Token);
        while (!File.Exists(ready))
            await Task.Delay(5);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task WithoutAReduceCommandResultsAreConcatenatedInShardOrder() =>
        Assert.Equal("[\n1,\n{\"b\":2},\n3\n]\n", await ReduceAsync(null));

    [Fact]
    public async Task AReduceCommandMakesTheReport()
    {
        var reduce = _folder.Script("reduce", "printf '{\"bytes\": %s}' \"$(wc -c < \"$1\" | tr -d ' ')\" > \"$2\"");
        Assert.Equal("{\"bytes\":18}", await ReduceAsync(reduce));
    }

    Task<string> MapAsync(string body) => RunAsync(new CommandTask([_folder.Script("map", body)], null, _log));

    static async Task<string> RunAsync(CommandTask task)
    {
        using var content = new MemoryStream("3"u8.ToArray());
        return Encoding.UTF8.GetString(await task.MapAsync("asset/p.csv", content, CancellationToken.None));
    }

    async Task<string> ReduceAsync(string? command)
    {
        var results = new[] { "1", "{\"b\":2}", "3" }.Select(Encoding.UTF8.GetBytes).ToAsyncEnumerable();
        var reports = await new CommandTask(["unused"], command is null ? null : [command], _log).ReduceAsync(results, CancellationToken.None);
        return Encoding.UTF8.GetString(reports.Single().Content);
    }
}

using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>A session ends, by itself or by a kill, while jobs run.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batch").FullName;

    private string Journal => Path.Combine(_folder, "batch", "jobs.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task NextSessionTakesUpWhatRanAndWhatWaited()
    {
        string id;
        await using (var first = await BatchStack.OpenAsync("sleep 60", folder: _folder))
        {
            id = await first.Submit("--array-properties", "size=3");
            await first.Reach($"{id}:0", "RUNNING");
        }
        await using var second = await BatchStack.OpenAsync("exit 0", folder: _folder);
        Assert.Equal("SUCCEEDED", (string?)(await second.End(id))["status"]);
        Assert.Equal(2, (await second.Describe($"{id}:0"))["attempts"]!.AsArray().Count);
        Assert.Single((await second.Describe($"{id}:2"))["attempts"]!.AsArray());
    }

    [Fact]
    public async Task ProcessOfAKilledSessionIsEndedBeforeTheNextOneStarts()
    {
        await using (var first = await BatchStack.OpenAsync("exit 0", folder: _folder))
        {
            await first.End(await first.Submit());
        }
        using var orphan = System.Diagnostics.Process.Start("/bin/sleep", "60");
        var running = JsonNode.Parse(File.ReadAllLines(Journal)[^1])!;
        running["status"] = "RUNNING";
        running["attempts"] = new JsonArray();
        running["process"] = JsonNode.Parse($$"""{"pid":{{orphan.Id}},"start":{{ProcessIdentity.Of(orphan.Id)!.Start}}}""");
        File.AppendAllText(Journal, running.ToJsonString() + "\n");

        await using var second = await BatchStack.OpenAsync("exit 0", folder: _folder);
        Assert.True(orphan.WaitForExit(TimeSpan.FromSeconds(5)));
        Assert.Equal(2, (await second.End((string)running["id"]!))["attempts"]!.AsArray().Count);
    }

    [Fact]
    public async Task HalfWrittenLastLineIsNoLoss()
    {
        string id;
        await using (var first = await BatchStack.OpenAsync("exit 0", folder: _folder))
        {
            id = await first.Submit();
            await first.End(id);
        }
        // Cut behind a brace, so that it could pass for a whole line.
        File.AppendAllText(Journal, """{"id":"torn","container":{"image":"x"}""");
        await using var second = await BatchStack.OpenAsync("exit 0", folder: _folder);
        Assert.Equal("SUCCEEDED", (string?)(await second.Describe(id))["status"]);
        Assert.DoesNotContain("torn", File.ReadAllText(Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TerminatedJobIsNotTriedAgainByTheNextSession()
    {
        string id;
        await using (var first = await BatchStack.OpenAsync("trap '' TERM; while true; do sleep 1; done", folder: _folder))
        {
            id = await first.Submit();
            await first.Reach(id, "RUNNING");
            await first.Aws("batch", "terminate-job", "--job-id", id, "--reason", "enough");
        }
        await using var second = await BatchStack.OpenAsync("exit 0", folder: _folder);
        var job = await second.End(id);
        Assert.Equal("FAILED", (string?)job["status"]);
        Assert.Equal("enough", (string?)job["statusReason"]);
    }

    [Fact]
    public async Task DamagedJournalIsNamedWithFileAndLine()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Journal)!);
        await File.WriteAllTextAsync(Journal, "not a record\n", TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<EngineException>(() => BatchStack.OpenAsync("exit 0", folder: _folder));
        Assert.StartsWith($"{Journal}:1: not a JobRecord", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TenThousandChildrenStayUsable()
    {
        await using var stack = await BatchStack.OpenAsync("sleep 60", folder: _folder);
        var id = await stack.Submit("--array-properties", "size=10000");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var poll = 0; poll < 20; poll++)
        {
            Assert.Equal(10_000, (int?)(await stack.Describe(id))["arrayProperties"]!["size"]);
        }
        // A generous bound: one poll is far below a millisecond, a quadratic one takes minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5));
        await stack.Aws("batch", "terminate-job", "--job-id", id, "--reason", "enough");
        Assert.Equal(10_000, (int?)(await stack.End(id))["arrayProperties"]!["statusSummary"]!["FAILED"]);
    }
}

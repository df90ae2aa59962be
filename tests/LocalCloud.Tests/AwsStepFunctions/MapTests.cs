using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Tests.StatesLanguage;

namespace CloudStacks.LocalCloud.Tests.AwsStepFunctions;

/// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html</summary>
public sealed class MapTests
{
    [Theory]
    [InlineData(1, "[0]", "[1]", "[2]", "[3]", "[4]")]
    [InlineData(2, "[0,1]", "[2,3]", "[4]")]
    [InlineData(9, "[0,1,2,3,4]")]
    public async Task ItemsShareChildrenByTheBatch(int batch, params string[] expected)
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering());
        Assert.Equal("SUCCEEDED", (string?)(await stack.RunAsync(5, batch))["status"]);
        var children = stack.Asked.Select(payload => JsonNode.Parse(payload)!).Where(payload => payload["Items"] is not null).OrderBy(StatesStack.Item).ToList();
        Assert.All(children, child => Assert.Equal("j", (string?)child["BatchInput"]!["job"]));
        Assert.Equal(expected, children.Select(child => $"[{string.Join(',', child["Items"]!.AsArray().Select(item => (int)item!["index"]!))}]"));
        Assert.Equal("""{"job":"j","reduce":true}""", stack.Asked.Last());
    }

    [Fact]
    public async Task NoMoreChildrenThanTheMapAllowsRunAtOnce()
    {
        var (running, most) = (0, 0);
        await using var stack = await StatesStack.OpenAsync(async (_, stop) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(20, stop);
            Interlocked.Decrement(ref running);
            return LambdaAnswer.Of("{}");
        });
        await stack.RunAsync(8);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task FailedChildrenAreToleratedUpToTheirPercentage()
    {
        await using var stack = await StatesStack.OpenAsync(Failing(1), Definitions.Map.With("/States/Map/ToleratedFailurePercentage", "25"));
        Assert.Equal("SUCCEEDED", (string?)(await stack.RunAsync(4))["status"]);
        Assert.Equal("Broken: {\"errorMessage\":\"item 1\",\"errorType\":\"Broken\"}", stack.Attempts().Single(item => item.Status == "failed").Reason);
    }

    [Fact]
    public async Task MapFailsWithTheFirstReasonWhereMoreFail()
    {
        await using var stack = await StatesStack.OpenAsync(Failing(0), Definitions.Map.With("/States/Map/ToleratedFailurePercentage", null));
        var end = await stack.RunAsync(50);
        Assert.Equal(("FAILED", "States.ExceedToleratedFailureThreshold"), ((string?)end["status"], (string?)end["error"]));
        Assert.StartsWith("1 of 50 items failed; first Broken: {\"errorMessage\":\"item 0\"", (string?)end["cause"], StringComparison.Ordinal);
        Assert.InRange(stack.Asked.Count, 1, 49);
    }

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html</summary>
    [Fact]
    public async Task OutcomesAreExportedUnderAManifest()
    {
        await using var stack = await StatesStack.OpenAsync(Failing(1));
        var execution = await stack.RunAsync(3);
        var run = (await stack.Json("list-map-runs", "--execution-arn", (string)execution["executionArn"]!))["mapRuns"]![0]!;
        Assert.Matches(@"\Aarn:aws:states:us-east-1:[0-9]{12}:mapRun:screening/shards:[0-9a-f-]{36}\z", (string)run["mapRunArn"]!);
        var folder = $"results/{((string)run["mapRunArn"]!).Split(':')[^1]}";
        var manifest = await stack.ReadAsync($"{folder}/manifest.json");
        Assert.Equal("fleet-data", (string?)manifest["DestinationBucket"]);
        Assert.Empty(manifest["ResultFiles"]!["PENDING"]!.AsArray());

        var succeeded = (await stack.ReadAsync((string)manifest["ResultFiles"]!["SUCCEEDED"]![0]!["Key"]!)).AsArray();
        Assert.Equal(2, succeeded.Count);
        Assert.Equal("""{"ok":true}""", (string?)succeeded[0]!["Output"]);
        Assert.Contains(":execution:screening/shards:", (string)succeeded[0]!["ExecutionArn"]!, StringComparison.Ordinal);
        var failed = Assert.Single((await stack.ReadAsync($"{folder}/FAILED_0.json")).AsArray());
        Assert.Equal(("FAILED", "Broken"), ((string?)failed!["Status"], (string?)failed["Error"]));
    }

    [Fact]
    public async Task WithoutAWriterTheOutputsAreTheResult()
    {
        var definition = Definitions.Map;
        definition["States"]!["Map"]!.AsObject().Remove("ResultWriter");
        await using var stack = await StatesStack.OpenAsync((payload, _) => Task.FromResult(LambdaAnswer.Of($"{StatesStack.Item(payload) ?? -1}")), definition.With("/States/Reduce/Parameters/Payload", """{"all.$":"$.map"}"""));
        await stack.RunAsync(3);
        Assert.Equal("""{"all":[0,1,2]}""", stack.Asked.Last());
    }

    /// <summary>The classic first failure of a wide map: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html</summary>
    [Fact]
    public async Task WithoutAWriterMoreThan256KiBFails()
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering($"\"{new string('x', 100_000)}\""), Definitions.Map.With("/States/Map/ResultWriter", null));
        Assert.Equal("States.DataLimitExceeded", (string?)(await stack.RunAsync(3))["error"]);
    }

    [Fact]
    public async Task AnswerThatIsNoJsonFailsTheTask()
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering("done"));
        var end = await stack.RunAsync(1);
        Assert.Equal(("FAILED", "States.Runtime"), ((string?)end["status"], (string?)end["error"]));
        Assert.StartsWith($"the answer of {Definitions.Function} is not JSON", (string?)end["cause"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutABatcherEachChildGetsItsItem()
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering(), Definitions.Map.With("/States/Map/ItemBatcher", null));
        await stack.RunAsync(2);
        Assert.Equal(["""{"index":0}""", """{"index":1}"""], stack.Asked.SkipLast(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WithoutASelectorItemsAreTakenAsTheyAre()
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering(), Definitions.Map.With("/States/Map/ItemSelector", null));
        await stack.RunAsync(2, batch: 2);
        Assert.Equal("""{"BatchInput":{"job":"j"},"Items":["shard 0","shard 1"]}""", stack.Asked.First());
    }

    [Theory]
    [InlineData("""{"shards":{}}""", "the object s3://fleet-data/jobs/j/job.json has no list at '/shards' (ReaderConfig.ItemsPointer)")]
    [InlineData("""{"items":[]}""", "has no list at '/shards'")]
    [InlineData("{", "the object s3://fleet-data/jobs/j/job.json cannot be read")]
    [InlineData(null, "the object s3://fleet-data/jobs/j/job.json cannot be read")]
    public async Task ListThatCannotBeReadFailsTheMap(string? list, string expected)
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering(), statements: [.. StatesStack.Allowed, Storage.StateBuilder.Allow("s3:ListBucket", "arn:aws:s3:::fleet-data")]);
        if (list is not null)
        {
            await stack.PutListAsync(list);
        }
        var end = await stack.EndAsync(await stack.StartAsync());
        Assert.Equal("States.ItemReaderFailed", (string?)end["error"]);
        Assert.Contains(expected, (string?)end["cause"], StringComparison.Ordinal);
    }

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html</summary>
    [Theory]
    [InlineData("EXPRESS", 7)]
    [InlineData("STANDARD", 4)]
    public async Task OnlyExpressChildrenMayRunTwice(string type, int invocations)
    {
        await using var stack = await StatesStack.OpenAsync(StatesStack.Answering(), Definitions.Map.With("/States/Map/ItemProcessor/ProcessorConfig/ExecutionType", $"\"{type}\""), faults: "duplicate=1,seed=1");
        Assert.Equal("SUCCEEDED", (string?)(await stack.RunAsync(3))["status"]);
        Assert.Equal(invocations, stack.Asked.Count);
    }

    private static Func<JsonNode, CancellationToken, Task<LambdaAnswer>> Failing(int item) => async (payload, stop) =>
    {
        if (StatesStack.Item(payload) == item)
        {
            return StatesStack.Error("Broken", $"item {item}");
        }
        await Task.Delay(10, stop);
        return LambdaAnswer.Of("""{"ok":true}""");
    };
}

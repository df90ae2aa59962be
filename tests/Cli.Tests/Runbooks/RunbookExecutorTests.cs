using System.Collections.Immutable;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Tests.Runbooks;

public class RunbookExecutorTests
{
    private static readonly RunValues Values = RunValues.For("j", shards: 25, slices: 25);

    [Fact]
    public async Task FillsPlaceholdersAndLeavesOtherBraces()
    {
        var runner = Answering("");
        await RunAsync(runner, new RunbookStep("s", ["aws", """{"v":"{job}"}""", "{slices}"]));
        Assert.Equal(["""aws {"v":"j"} 25"""], runner.Commands);
    }

    [Theory]
    [InlineData(0, "jobs/j/job.json")]
    [InlineData(2, "jobs/j/rounds/2.json")]
    public async Task EveryRoundHasItsOwnListOfShards(int round, string list)
    {
        var runner = Answering("");
        await new RunbookExecutor(runner, TimeProvider.System).RunAsync([new("s", ["go", "{job}-{round}", "{list}"])], RunValues.For("j", 5, 5, round), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([$"go j-{round} {list}"], runner.Commands);
    }

    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(10, 4, 3)]
    [InlineData(0, 0, 0)]
    public void ABatchPerSliceHoldsAllShards(int shards, int slices, int batch) =>
        Assert.Equal([$"{batch}"], RunValues.For("j", shards, slices).Of("batch"));

    [Theory]
    [InlineData("ABORTED", true)]
    [InlineData("RUNNING", false)]
    public void SaysFailedOnAnyOfTheTexts(string status, bool failed) => Assert.Equal(failed,
        new StepResult(new("s", []) { FailsOn = new("$.status", "FAILED", "ABORTED") }, [], $$"""{"status":"{{status}}"}""", Values).SaysFailed);

    /// <summary>What was counted before the job began may stand there afterwards too.</summary>
    [Theory]
    [InlineData("3", false)]
    [InlineData("4", true)]
    public void SaysFailedOnWhatDiffersFromACapturedText(string count, bool failed) => Assert.Equal(failed,
        new StepResult(new("s", []) { FailsOn = new("$.count", "{before}") { Differs = true } }, [], $$"""{"count":"{{count}}"}""", Values.With("before", "3")).SaysFailed);

    [Fact]
    public async Task PerSliceRunsOncePerSlice()
    {
        var runner = Answering("");
        await RunAsync(runner, new RunbookStep("s", ["go", "{slice}"]) { Repeat = Repeat.PerSlice });
        Assert.Equal(Enumerable.Range(0, 25).Select(slice => $"go {slice}"), runner.Commands);
    }

    [Fact]
    public async Task TheLastPageIsAsLongAsWhatIsLeft()
    {
        var runner = Answering("");
        await RunAsync(runner, new RunbookStep("s", ["go", "{offset}", "{count}"]) { Repeat = Repeat.PerPage, PageSize = 10 });
        Assert.Equal(["go 0 10", "go 10 10", "go 20 5"], runner.Commands);
    }

    [Fact]
    public async Task CapturesOfOneNameAddUpAndRepeatALaterStep()
    {
        var runner = new ScriptedRunner(argv => new(0, argv[0] == "list" ? $$"""{"ids":["{{argv[1]}}1","{{argv[1]}}2"]}""" : ""));
        await RunAsync(runner, List("a"), List("b"), new RunbookStep("stop", ["stop", "{id}"]) { Repeat = Repeat.PerValue });
        Assert.Equal(["list a", "list b", "stop a1", "stop a2", "stop b1", "stop b2"], runner.Commands);

        static RunbookStep List(string name) => new(name, ["list", name]) { Captures = Captures("id", "$.ids[*]") };
    }

    [Fact]
    public async Task NothingCapturedMeansThatAStepPerValueDoesNotRun()
    {
        var runner = Answering("""{"ids":[]}""");
        await RunAsync(runner, new RunbookStep("l", ["list"]) { Captures = Captures("id", "$.ids[*]") }, new RunbookStep("stop", ["stop", "{id}"]) { Repeat = Repeat.PerValue });
        Assert.Equal(["list"], runner.Commands);
    }

    [Theory]
    [InlineData(1, "plain")]
    [InlineData(2, "array")]
    public async Task OneSliceAndManySlicesExcludeEachOther(int slices, string expected)
    {
        var runner = Answering("");
        ImmutableArray<RunbookStep> steps = [new("o", ["plain"]) { When = StepCondition.OneSlice }, new("m", ["array"]) { When = StepCondition.ManySlices }];
        await new RunbookExecutor(runner, TimeProvider.System).RunAsync(steps, RunValues.For("j", slices, slices), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([expected], runner.Commands);
    }

    [Fact]
    public async Task RetriesWithGrowingPauses()
    {
        var clock = new InstantClock();
        var failures = 3;
        var runner = new ScriptedRunner(_ => failures-- > 0 ? new(254, "", "An error occurred (ThrottlingException)") : new(0, ""));
        await RunAsync(runner, clock, new RunbookStep("s", ["go"]) { RetryOn = ["ThrottlingException"] });
        Assert.Equal(4, runner.Commands.Count);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)], clock.Pauses);
    }

    [Fact]
    public async Task GivesUpAfterEightAttempts()
    {
        var runner = new ScriptedRunner(_ => new(254, "", "ThrottlingException"));
        var exception = await Assert.ThrowsAsync<CliException>(() => RunAsync(runner, new InstantClock(), new RunbookStep("submit", ["go"]) { RetryOn = ["ThrottlingException"] }));
        Assert.Equal(8, runner.Commands.Count);
        Assert.Contains("'submit' failed with exit code 254: ThrottlingException", exception.Message);
    }

    [Fact]
    public async Task AnErrorThatMeansDoneIsNoError()
    {
        var runner = new ScriptedRunner(_ => new(1, "", "ResourceNotFoundException: gone"));
        await RunAsync(runner, new RunbookStep("s", ["go"]) { DoneOn = ["ResourceNotFoundException"] });
    }

    [Fact]
    public async Task AnEntryWhereNothingIsExpectedFailsTheStep()
    {
        var runner = Answering("""{"failures":[{"reason":"RESOURCE:CPU"}]}""");
        var exception = await Assert.ThrowsAsync<CliException>(() => RunAsync(runner, new RunbookStep("start", ["go"]) { MustBeEmpty = "$.failures" }));
        Assert.Contains("RESOURCE:CPU", exception.Message);
    }

    [Fact]
    public async Task AnAbsentOrEmptyListIsAsExpected()
    {
        await RunAsync(Answering("""{"failures":[]}"""), new RunbookStep("start", ["go"]) { MustBeEmpty = "$.failures" });
        await RunAsync(Answering("{}"), new RunbookStep("start", ["go"]) { MustBeEmpty = "$.failures" });
    }

    [Fact]
    public async Task NamesThePlaceholderThatHasNoValue()
    {
        var exception = await Assert.ThrowsAsync<CliException>(() => RunAsync(Answering(""), new RunbookStep("s", ["go", "{map}"])));
        Assert.Contains("{map}", exception.Message);
    }

    [Fact]
    public async Task OutputThatIsNotJsonNamesTheStep()
    {
        var exception = await Assert.ThrowsAsync<CliException>(() => RunAsync(Answering("oops"), new RunbookStep("submit", ["go"]) { Captures = Captures("id", "$.id") }));
        Assert.Contains("'submit' did not answer in JSON", exception.Message);
    }

    private static ScriptedRunner Answering(string output) => new(_ => new(0, output));

    private static Task<List<StepResult>> RunAsync(ScriptedRunner runner, params RunbookStep[] steps) => RunAsync(runner, TimeProvider.System, steps);

    private static async Task<List<StepResult>> RunAsync(ScriptedRunner runner, TimeProvider clock, params RunbookStep[] steps) =>
        await new RunbookExecutor(runner, clock).RunAsync([.. steps], Values, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    private static ImmutableSortedDictionary<string, string> Captures(string name, string path) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, path);
}

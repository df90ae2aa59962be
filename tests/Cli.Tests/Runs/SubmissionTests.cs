using System.Collections.Immutable;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Tests.Runs;

/// <summary>A service that never tries anything again, and who does it in its place.</summary>
public sealed class SubmissionTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    private readonly InstantClock clock = new();
    private readonly Dictionary<string, string> answers = [];
    private readonly HashSet<string> refused = [];
    private readonly ScriptedRunner runner;
    private RunValues kept = RunValues.For("none", 0, 0);

    public SubmissionTests() => runner = new(Answer);

    [Theory]
    [InlineData(75)]
    [InlineData(143)]
    [InlineData(137)]
    [InlineData(139)]
    public async Task WhatMayMendIsStartedAgainWithTheNextNumber(int exitCode)
    {
        var submission = await SubmitAsync(3);
        Ended("t1.1", exitCode);
        Assert.Null(await AskAsync(submission));
        Assert.Equal(["run 0 1", "run 1 1", "run 2 1", "run 1 2"], Runs);
        Assert.Null(await AskAsync(submission));
        Assert.Equal(4, Runs.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task WhatIsDoneIsNot(int exitCode)
    {
        var submission = await SubmitAsync(2);
        Ended("t1.1", exitCode);
        Assert.Null(await AskAsync(submission));
        Assert.Equal(2, Runs.Count);
        Ended("t0.1", 0);
        Assert.Equal(new("every task has ended"), await AskAsync(submission));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(70)]
    [InlineData(77)]
    public async Task WhatCannotMendEndsTheRunAtOnce(int exitCode)
    {
        var submission = await SubmitAsync(2);
        Ended("t1.1", exitCode);
        Assert.Equal(new($"task 1 ended with exit code {exitCode}, which another try does not mend (Essential container in task exited)", 1), await AskAsync(submission));
        Assert.Equal(2, Runs.Count);
    }

    [Fact]
    public async Task TriesEndAtTheLimit()
    {
        var submission = await SubmitAsync(1, retries: 2);
        foreach (var attempt in new[] { 1, 2, 3 })
        {
            Ended($"t0.{attempt}", 137);
            var end = await AskAsync(submission);
            Assert.Equal(attempt == 3, end is not null);
        }
        Assert.Equal("task 0 ended with exit code 137, at try 3 of 3 (Essential container in task exited)", (await AskAsync(submission))!.Reason);
        Assert.Equal(["run 0 1", "run 0 2", "run 0 3"], Runs);
    }

    /// <summary>Capacity may be back a little later; asking at once only uses the tries up.</summary>
    [Fact]
    public async Task ARefusedSliceIsStartedAgainAloneAndAfterPausesThatGrow()
    {
        refused.UnionWith(["0 1", "0 2"]);
        var submission = await SubmitAsync(2);
        Assert.Null(await AskAsync(submission));
        Assert.Equal(["run 0 1", "run 1 1"], Runs);
        await AfterAsync(Pause, submission);
        Assert.Equal(["run 0 1", "run 1 1", "run 0 2"], Runs);
        await AfterAsync(Pause, submission);
        Assert.Equal(3, Runs.Count);
        await AfterAsync(Pause, submission);
        Assert.Equal("run 0 3", Runs[^1]);
        Assert.Equal(["t0.3"], kept.Of("task", 0));
    }

    [Fact]
    public async Task ASliceThatIsRefusedToTheEndSaysWhy()
    {
        refused.Add("0 1");
        var submission = await SubmitAsync(1, retries: 0);
        Assert.Equal("""task 0 could not be started, at try 1 of 1 ({"reason":"no capacity"})""", (await AskAsync(submission))!.Reason);
    }

    /// <summary>A service forgets tasks that ended an hour ago, while others still run.</summary>
    [Fact]
    public async Task ATaskThatWasSeenToEndMayVanish()
    {
        var submission = await SubmitAsync(2);
        Ended("t1.1", 0);
        await AskAsync(submission);
        answers["t1.1"] = "";
        await AfterAsync(TimeSpan.FromHours(2), submission);
        Assert.DoesNotContain("run 1 2", Runs);
    }

    /// <summary>A service shows a fresh task late; one that it still does not show is lost.</summary>
    [Fact]
    public async Task ATaskThatIsNeverSeenIsStartedAgain()
    {
        answers["t0.1"] = "";
        var submission = await SubmitAsync(1);
        await AfterAsync(TimeSpan.FromMinutes(1), submission);
        Assert.Single(Runs);
        await AfterAsync(TimeSpan.FromMinutes(2), submission);
        Assert.Equal(["run 0 1", "run 0 2"], Runs);
    }

    [Fact]
    public async Task EveryTaskIsKeptWithItsSlice()
    {
        var submission = await SubmitAsync(2);
        Ended("t1.1", 137);
        await AskAsync(submission);
        Assert.Equal(["t1.1", "t1.2"], kept.Of("task", 1));
        Assert.Equal(["t0.1", "t1.1", "t1.2"], kept.Of("task"));
        Assert.Equal(["t1.1", "t1.2"], (kept with { ChosenSlices = [1] }).Of("task"));
    }

    [Fact]
    public async Task TasksAreAskedForInPages()
    {
        var submission = await SubmitAsync(5);
        await AskAsync(submission);
        Assert.Equal(["describe t0.1 t1.1 t2.1 t3.1", "describe t4.1"], runner.Commands.Where(command => command.StartsWith("describe", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ARefusalEndsTheRunWhereTheRunbookDoesNotTryAgain()
    {
        refused.Add("0 1");
        var submission = new Submission(runner, Runbook(5) with { Relaunch = null }, RunValues.For("j", 1, 1), values => kept = values, Pause, clock);
        var failure = await Assert.ThrowsAsync<CliException>(() => submission.SubmitAsync(TestContext.Current.CancellationToken));
        Assert.Contains("no capacity", failure.Message, StringComparison.Ordinal);
    }

    private List<string> Runs => [.. runner.Commands.Where(command => command.StartsWith("run", StringComparison.Ordinal))];

    private async Task<Submission> SubmitAsync(int slices, int retries = 5)
    {
        var submission = new Submission(runner, Runbook(retries), RunValues.For("j", slices, slices), values => kept = values, Pause, clock);
        await submission.SubmitAsync(TestContext.Current.CancellationToken);
        return submission;
    }

    private static Runbook Runbook(int retries) => new("s", ImmutableSortedDictionary<string, string>.Empty, false, null, 10)
    {
        Submit =
        [
            new("run", ["run", "{slice}", "{attempt}"])
            {
                Repeat = Repeat.PerSlice,
                MustBeEmpty = "$.failures",
                LastSegment = true,
                Captures = ImmutableSortedDictionary<string, string>.Empty.Add("task", "$.tasks[*].arn"),
            },
        ],
        Watch = [new("describe", ["describe", "{task}"]) { Repeat = Repeat.PerPageOfValues, PageSize = 4 }],
        Relaunch = new(retries, "task", "$.tasks[*]", "$.arn", new("$.status", "STOPPED"), "$.exitCode", ["$.reason"]),
    };

    private static Task<ServiceEnd?> AskAsync(Submission submission) => submission.AskAsync(TestContext.Current.CancellationToken);

    private async Task AfterAsync(TimeSpan time, Submission submission)
    {
        await Task.Delay(time, clock, TestContext.Current.CancellationToken);
        await AskAsync(submission);
    }

    private void Ended(string task, int exitCode) =>
        answers[task] = $$"""{"arn":"arn:aws:ecs:r:1:task/c/{{task}}","status":"STOPPED","exitCode":{{exitCode}},"reason":"Essential container in task exited"}""";

    private CommandResult Answer(IReadOnlyList<string> argv)
    {
        if (argv is ["run", var slice, var attempt])
        {
            return new(0, refused.Contains($"{slice} {attempt}")
                ? """{"tasks":[],"failures":[{"reason":"no capacity"}]}"""
                : $$"""{"tasks":[{"arn":"arn:aws:ecs:r:1:task/c/t{{slice}}.{{attempt}}"}],"failures":[]}""");
        }
        var tasks = argv.Skip(1).Select(task => answers.GetValueOrDefault(task, $$"""{"arn":"c/{{task}}","status":"RUNNING"}""")).Where(task => task.Length > 0);
        return new(0, $$"""{"tasks":[{{string.Join(',', tasks)}}]}""");
    }
}

using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Commands;

/// <summary>The worker as its users see it: arguments, exit code, text.</summary>
public sealed class WorkerProgramTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ExitCodes.Usage, "no service started this process")]
    [InlineData(ExitCodes.Usage, "'fly'", "fly")]
    [InlineData(ExitCodes.Usage, "--input", "plan", "--job", "a", "--store", "/tmp/none")]
    [InlineData(ExitCodes.Usage, "CLOUDSTACKS_JOB", "reduce", "--store", "/tmp/none")]
    [InlineData(ExitCodes.Usage, "job id 'A'", "reduce", "--store", "/tmp/none", "--job", "A")]
    [InlineData(ExitCodes.Usage, "no job 'a'", "map", "--store", "/tmp/none", "--job", "a")]
    [InlineData(ExitCodes.Usage, "'http://x'", "map", "--store", "http://x", "--job", "a")]
    public async Task AMistakeIsOneSentenceWithTheExitCodeForIt(int exitCode, string named, params string[] arguments)
    {
        var (code, output, error) = await WorkerProcess.RunAsync(arguments);
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.StartsWith("worker: ", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--help", "plan")]
    [InlineData("--version", ".")]
    public async Task HelpAndVersionAreOk(string argument, string expected)
    {
        var (code, output, error) = await WorkerProcess.RunAsync(argument);
        Assert.Equal((ExitCodes.Ok, ""), (code, error));
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATaskOfAwsBatchFindsAllItNeedsInItsEnvironment()
    {
        await PlanAsync("printf '%s' \"$(cat \"$1\")\" > \"$2\"");
        using var first = StartOnBatch(0);
        Assert.Equal(ExitCodes.Ok, (await first.EndAsync()).ExitCode);
        using var second = StartOnBatch(1);
        Assert.Equal(ExitCodes.Ok, (await second.EndAsync()).ExitCode);
        Assert.Equal("[\n1,\n2\n]\n", await File.ReadAllTextAsync(_folder["store/jobs/a/reduce/report.json"]));
        Assert.Equal(ExitCodes.Ok, (await WorkerProcess.RunAsync("verify", "--job", "a", "--store", _folder["store"])).ExitCode);
    }

    [Fact]
    public async Task SigtermInTheMiddleOfAShardIsNeverOk()
    {
        var started = _folder["started"];
        await PlanAsync($"touch '{started}'; sleep 60");
        using var worker = StartOnBatch(0);
        while (!File.Exists(started))
            await Task.Delay(5);
        await worker.TerminateAsync();
        var (code, _, error) = await worker.EndAsync();
        Assert.Equal(ExitCodes.Interrupted, code);
        Assert.StartsWith("worker: stopped", error, StringComparison.Ordinal);
    }

    async Task PlanAsync(string task)
    {
        _folder.Write("input/a.csv", "1");
        _folder.Write("input/b.csv", "2");
        var (code, _, error) = await WorkerProcess.RunAsync(
            "plan", "--job", "a", "--store", _folder["store"], "--input", "in", "--upload", _folder["input"], "--task", _folder.Script("task", task));
        Assert.Equal((ExitCodes.Ok, ""), (code, error));
    }

    WorkerProcess StartOnBatch(int index) => WorkerProcess.Start(new Dictionary<string, string>
    {
        ["AWS_BATCH_JOB_ID"] = $"job:{index}",
        ["AWS_BATCH_JOB_ATTEMPT"] = "1",
        ["AWS_BATCH_JOB_ARRAY_INDEX"] = $"{index}",
        ["AWS_BATCH_JOB_ARRAY_SIZE"] = "2",
        [Variables.Job] = "a",
        [Variables.Store] = _folder["store"],
        [Variables.Reduce] = "last",
    });
}

namespace CloudStacks.Cli.Tests.Local;

[Collection(nameof(LocalHome))]
public class TrialTests
{
    [Fact]
    public async Task ATrialGivesTheLibrarysReportAndLeavesNothing()
    {
        using var home = new LocalHome();
        var (exitCode, trial) = await home.DocumentAsync("try", "aws-batch");
        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.True(trial.GetProperty("sameAsLibrary").GetBoolean());
        Assert.Equal(12, trial.GetProperty("run").GetProperty("shards").GetInt32());
        Assert.Equal(trial.GetProperty("created").GetInt32(), trial.GetProperty("removed").GetInt32());
        Assert.Empty(home.Remains());
        Assert.Empty(home.Workers());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    public async Task FaultsDoNotChangeTheReport(int seed)
    {
        using var home = new LocalHome();
        var (exitCode, trial) = await home.DocumentAsync("try", "aws-batch", "--faults", $"kill=0.3,error=0.05,lost=0.05,seed={seed}");
        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.True(trial.GetProperty("sameAsLibrary").GetBoolean());
    }

    [Fact]
    public async Task JobAndStackSettingsMayBeMixed()
    {
        using var home = new LocalHome();
        var (exitCode, trial) = await home.DocumentAsync("try", "aws-batch", "--set", "scf=1.2", "--set", "maxParallelism=3", "--slices", "10");
        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.Equal(3, trial.GetProperty("run").GetProperty("tasks").GetInt32());
        Assert.True(trial.GetProperty("sameAsLibrary").GetBoolean());
    }

    [Fact]
    public async Task AFailedTrialStillBringsItsStackDown()
    {
        using var home = new LocalHome();
        var result = await home.RunAsync("try", "aws-batch", "--task", "false", "--shards", "2", "--set", "retries=0");
        Assert.Equal(ExitCodes.JobFailed, result.ExitCode);
        Assert.Equal("local cloud: nothing leaves this machine, cost 0", result.Output.Split('\n')[0]);
        Assert.Contains("the service gave the job up: 2 of 2 shards have no outcome", result.Error);
        Assert.Contains("nothing is left", result.Output);
        Assert.Empty(home.Remains());
    }

    [Fact]
    public async Task ATrialNeverRemovesAStackThatIsThere()
    {
        using var home = new LocalHome();
        await home.RunAsync("up", "aws-batch");
        var state = await File.ReadAllTextAsync(home.StatePath, TestContext.Current.CancellationToken);
        var result = await home.RunAsync("try", "aws-batch");
        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("is deployed already, and try would remove it", result.Error);
        Assert.Equal(state, await File.ReadAllTextAsync(home.StatePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task NothingToDoIsAReportToo()
    {
        using var home = new LocalHome();
        var (exitCode, trial) = await home.DocumentAsync("try", "aws-batch", "--shards", "0");
        Assert.Equal(ExitCodes.Ok, exitCode);
        Assert.True(trial.GetProperty("sameAsLibrary").GetBoolean());
    }
}

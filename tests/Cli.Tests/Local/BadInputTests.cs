namespace CloudStacks.Cli.Tests.Local;

[Collection(nameof(LocalHome))]
public class BadInputTests
{
    [Fact]
    public async Task ABadShardEndsTheRunWithItsPlaceAndReason()
    {
        using var home = new LocalHome();
        using var input = new BadFleet();
        await home.RunAsync("up", "aws-batch");
        var result = await home.RunAsync("run", "aws-batch", "--input", input.Folder, "--job", "bad");
        Assert.Equal(ExitCodes.JobFailed, result.ExitCode);
        Assert.Contains("a/2.csv:3:3: found 'x', expected a stress", result.Output);
        Assert.Contains("--failed-only --job bad", result.Output);
    }

    [Fact]
    public async Task FailedOnlyTriesTheFailedShardsInTheNextRound()
    {
        using var home = new LocalHome();
        using var input = new BadFleet();
        await home.RunAsync("up", "aws-batch");
        await home.RunAsync("run", "aws-batch", "--input", input.Folder, "--job", "bad");
        var (exitCode, run) = await home.DocumentAsync("run", "aws-batch", "--failed-only");
        Assert.Equal(ExitCodes.JobFailed, exitCode);
        Assert.Equal(1, run.GetProperty("round").GetInt32());
        Assert.Equal(1, run.GetProperty("shards").GetInt32());
        var (_, logs) = await home.DocumentAsync("logs", "aws-batch");
        Assert.Contains(logs.GetProperty("lines").EnumerateArray(), line => line.GetString()!.Contains("a/2.csv:3:3"));
    }

    private sealed class BadFleet : IDisposable
    {
        public BadFleet()
        {
            Directory.CreateDirectory(Path.Combine(Folder, "a"));
            File.WriteAllText(Path.Combine(Folder, "a", "1.csv"), "time_s,stress_mpa\n0,1\n1,2\n");
            File.WriteAllText(Path.Combine(Folder, "a", "2.csv"), "time_s,stress_mpa\n0,1\n1,x\n");
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("cloudstacks-fleet-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }

    [Fact]
    public async Task DownNeedsNoRunRecordThatCanBeRead()
    {
        using var home = new LocalHome();
        await home.RunAsync("up", "aws-batch");
        var runs = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(home.StatePath)!, "runs"));
        await File.WriteAllTextAsync(Path.Combine(runs.FullName, "j.json"), "{", TestContext.Current.CancellationToken);
        var down = await home.RunAsync("down", "aws-batch");
        Assert.True(down.ExitCode == ExitCodes.Ok, down.Error);
        Assert.Empty(home.Remains());
    }
}

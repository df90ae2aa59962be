using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.Shared;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>Services that run the worker as a package of code: where the package comes from, and what it cannot do.</summary>
public sealed class CodePackageTests() : ProgramTest("aws-batch", (name, options) => new CloudStacks.Stacks.AwsBatch(name, options))
{
    private static StackSettings Settings { get; } = new()
    {
        Vcpu = 1, MemoryMiB = 2048, MaxParallelism = 1, TaskTimeoutSeconds = 100, Retries = 0, Spot = false, Package = StackSettings.Zip, Platform = "linux/arm64",
    };

    /// <summary>A package holds the worker and no interpreter: nothing is planned, and the way out is named.</summary>
    [Fact]
    public async Task TaskCommandIsRefusedByName()
    {
        await Workshop.UpAsync(Program());
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        var failure = await Assert.ThrowsAsync<CliException>(() => run.RunAsync(input, command: ["python3", "task.py"], runbook: run.Runbook with { TaskCommands = false }));
        Assert.Contains("--task: aws-batch is deployed as a package of code", failure.Message, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Usage, "cloudstacks up aws-batch --set cloudstacks:package=image, then run again"), (failure.ExitCode, failure.Next));
        Assert.Null(await run.OpenStore(run.Runbook.Store).HeadAsync("jobs/j/job.json", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void MissingPackageNamesTheCommandThatMakesIt()
    {
        var failure = Assert.Throws<RunException>(() => WorkerArtifact.Find("nobody.zip", Settings));
        Assert.Contains(Path.Combine(RepositoryRoot, "artifacts", "worker", "linux-arm64", "nobody.zip"), failure.Message, StringComparison.Ordinal);
        Assert.Contains("./cloudstacks package --rid linux-arm64", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PackageOfOnesOwnIsTakenAsItIs()
    {
        var file = Path.Combine(Workshop.Home, "own.zip");
        Assert.Contains($"cloudstacks:artifact = {file}: there is no such file", Assert.Throws<RunException>(() => WorkerArtifact.Find(WorkerArtifact.Lambda, Settings with { Artifact = file })).Message, StringComparison.Ordinal);
        File.WriteAllText(file, "");
        Assert.Equal(file, WorkerArtifact.Find(WorkerArtifact.Lambda, Settings with { Artifact = file }));
    }

    /// <summary>Services side by side take packages of several forms, or none.</summary>
    [Fact]
    public void AFolderHoldsThePackagesOfAllServices()
    {
        var file = Path.Combine(Workshop.Home, WorkerArtifact.Lambda);
        File.WriteAllText(file, "");
        Assert.Equal(file, WorkerArtifact.Find(WorkerArtifact.Lambda, Settings with { Artifact = Workshop.Home }));
        Assert.Contains($"{Path.Combine(Workshop.Home, "other.zip")}: there is no such file", Assert.Throws<RunException>(() => WorkerArtifact.Find("other.zip", Settings with { Artifact = Workshop.Home })).Message, StringComparison.Ordinal);
    }
}

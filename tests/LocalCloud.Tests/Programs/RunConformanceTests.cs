using CloudStacks.Cli;
using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runs;
using CloudStacks.Shared;
using Pulumi;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>What a run on every service must give, with the worker as a process of its own.</summary>
public abstract class RunConformanceTests(string service, Func<string, ComponentResourceOptions, ReferenceDeployment> create) : ProgramTest(service, create)
{
    [Fact]
    public async Task ReportIsTheLibrarysByteForByte()
    {
        await Workshop.UpAsync(Program());
        await SameAsLibraryAsync(faults: "");
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.DataRoot));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task FaultsDoNotChangeTheReport(int seed)
    {
        await Workshop.UpAsync(Program());
        await SameAsLibraryAsync($"kill=0.3,error=0.1,seed={seed}", slices: 3);
    }

    [Fact]
    public async Task BadShardEndsTheRunWithItsPlace()
    {
        await Workshop.UpAsync(Program());
        using var fleet = Fleet(("a/1.csv", "time_s,stress_mpa\n0,1\n1,2\n"), ("a/2.csv", "time_s,stress_mpa\n0,1\n1,x\n"));
        await using var run = await LocalRun.OpenAsync(Workshop);
        var outcome = await run.RunAsync(InputFolder.Of(new RunSettings { Input = fleet.Path }, Host));
        Assert.False(outcome.Succeeded);
        var failure = Assert.Single(outcome.Failures);
        Assert.Contains("a/2.csv:3:3: found 'x', expected a stress", failure.Error, StringComparison.Ordinal);
        Assert.Equal(outcome.Tasks, outcome.Attempts);
    }

    private static CliHost Host { get; } = new(RepositoryRoot, new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, IsTerminal: false, TimeProvider.System);

    private async Task SameAsLibraryAsync(string faults, int? slices = null)
    {
        using var input = InputFolder.Of(new RunSettings(), Host);
        var expected = Reference.Compute(input, new());
        await using var run = await LocalRun.OpenAsync(Workshop, faults);
        var outcome = await run.RunAsync(input, run.Runbook.Tickets is not null ? null : slices);
        Assert.True(outcome.Succeeded, outcome.ReduceError);
        Assert.Equal(expected.Json, await ReportAsync(outcome, "report.json"));
        Assert.Equal(expected.Csv, await ReportAsync(outcome, "report.csv"));
        if (faults.Length == 0)
        {
            Assert.Equal(outcome.Tasks, outcome.Attempts);
        }
    }

    private static Task<byte[]> ReportAsync(RunOutcome outcome, string name) =>
        File.ReadAllBytesAsync(outcome.Reports.Single(file => Path.GetFileName(file) == name), TestContext.Current.CancellationToken);

    private static FleetFolder Fleet(params (string Key, string Text)[] shards) => new(shards);

    private sealed class FleetFolder : IDisposable
    {
        public FleetFolder(IEnumerable<(string Key, string Text)> shards)
        {
            foreach (var (key, text) in shards)
            {
                var file = System.IO.Path.Combine(Path, key);
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
            }
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("fleet").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

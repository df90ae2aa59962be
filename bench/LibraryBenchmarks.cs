using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using CloudStacks.FatigueScreening;

namespace CloudStacks.Bench;

/// <summary>How fast the library reads and counts one shard, and reports a fleet.</summary>
[MemoryDiagnoser]
public class LibraryBenchmarks
{
    private const int Rows = 100_000;
    private const int Shards = 300;

    private static readonly ScreeningParameters Parameters = ScreeningParameters.Plan(new());

    private readonly (string Key, byte[] Content)[] _shards = [.. SampleFleet.Generate(2, seed: 1, Rows)];
    private readonly (string Key, Func<Stream> Open)[] _fleet = [.. SampleFleet.Generate(Shards, seed: 1).Select(shard => (shard.Key, (Func<Stream>)(() => new MemoryStream(shard.Content))))];

    [Benchmark]
    public ShardPart CountPlainShard() => Count(0);

    [Benchmark]
    public ShardPart CountGzipShard() => Count(1);

    [Benchmark]
    public FleetReport ScreenFleet() => Screening.Run(_fleet, Parameters);

    internal static int Run()
    {
        // In this process: the generated project of the other toolchains would not find central package versions.
        var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Machine.Repository, "artifacts", "bench"));
        var summary = BenchmarkRunner.Run<LibraryBenchmarks>(config);
        Machine.Save("library", [.. summary.Reports.Select(report => new
        {
            Name = report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
            MeanMilliseconds = Math.Round(report.ResultStatistics!.Mean / 1e6, 2),
            StandardErrorMilliseconds = Math.Round(report.ResultStatistics.StandardError / 1e6, 2),
            RowsPerSecond = Math.Round((report.BenchmarkCase.Descriptor.WorkloadMethod.Name == nameof(ScreenFleet) ? Shards * 1200 : Rows) / (report.ResultStatistics.Mean / 1e9)),
            AllocatedBytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase),
        })]);
        return summary.HasCriticalValidationErrors ? 1 : 0;
    }

    private ShardPart Count(int shard)
    {
        var (key, content) = _shards[shard];
        return ShardCounter.Count(new MemoryStream(content), key, ShardIdentity.IsGzip(key), ShardIdentity.Parse(key, ""), Parameters);
    }
}

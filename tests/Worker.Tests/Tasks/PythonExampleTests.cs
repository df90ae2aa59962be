using System.Diagnostics;
using System.Text.Json;
using CloudStacks.Worker.Jobs;
using CloudStacks.Worker.Tests.Support;

namespace CloudStacks.Worker.Tests.Tasks;

/// <summary>The example in workloads/python, run as a job.</summary>
public sealed class PythonExampleTests
{
    static readonly JobId Id = JobId.Parse("statistics");
    static readonly string Folder = FindFolder();

    [Fact]
    public async Task CountsRanksAndNamesTheLineOfABadRow()
    {
        Assert.SkipUnless(HasPython(), "python3 is not installed");
        var store = new MemoryStore
        {
            ["in/a/1.csv"] = "time_s,stress_mpa\n0,3\n1,-4\n2,4\n"u8.ToArray(),
            ["in/b/1.csv"] = "time_s,stress_mpa\r\n0,5\r\n1,7\r\n"u8.ToArray(),
        };
        await RunAsync(store, ExitCodes.Ok);
        // Mean (3-4+4)/3 = 1, root mean square sqrt((9+16+16)/3) = 3.6968…
        using var part = JsonDocument.Parse(store[new JobLayout(Id).Part(0)]);
        var result = part.RootElement.GetProperty("result");
        Assert.Equal(("a/1.csv", 3, 1.0), (result.GetProperty("shard").GetString(), result.GetProperty("count").GetInt32(), result.GetProperty("mean_mpa").GetDouble()));
        Assert.Equal(3.69685, result.GetProperty("rms_mpa").GetDouble(), 5);
        Assert.Equal("""{"shards":2,"ranking":["b/1.csv","a/1.csv"]}""", store.Text(new JobLayout(Id).ReportJson));
    }

    [Fact]
    public async Task ABadRowFailsForGoodWithItsLine()
    {
        Assert.SkipUnless(HasPython(), "python3 is not installed");
        var store = new MemoryStore { ["in/a/1.csv"] = "time_s,stress_mpa\n0,3\n1,x\n"u8.ToArray() };
        await RunAsync(store, ExitCodes.BadInput);
        Assert.EndsWith("a/1.csv:3: found 'x', expected a stress in MPa", (await JobProgress.ReadAsync(store, Id)).Failures.Single().Error, StringComparison.Ordinal);
    }

    static async Task RunAsync(MemoryStore store, int expected)
    {
        var request = new PlanRequest(Id, "in")
        {
            Command = ["python3", Path.Combine(Folder, "shard_statistics.py")], ReduceCommand = ["python3", Path.Combine(Folder, "largest_mean.py")],
        };
        await Planner.PlanAsync(store, request, TextWriter.Null);
        Assert.Equal(expected, await SliceRunner.RunAsync(await Job.OpenAsync(store, Id, TextWriter.Null), new Slice(0, 1), new Ending(false)));
    }

    static bool HasPython()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true, RedirectStandardError = true });
            python!.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    static string FindFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "workloads", "python");
    }
}

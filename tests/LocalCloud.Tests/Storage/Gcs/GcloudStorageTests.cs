using System.Text;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Tests.Storage.Gcs;

/// <summary>The commands of <c>gcloud storage</c> by which a person fetches and looks at what tasks wrote.</summary>
public sealed class GcloudStorageTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gcloud-");
    private GoogleCloud _google = null!;

    public async ValueTask InitializeAsync()
    {
        _google = await GoogleCloud.StartAsync(new(LocalGcs.State(), Path.Combine(_folder.FullName, "data"), [], FaultPlan.None, TimeProvider.System));
        var store = _google.OpenStore($"gs://{LocalGcs.Bucket}");
        foreach (var name in (string[])["jobs/a/report.json", "jobs/a/report.csv", "jobs/b/..", "top"])
        {
            await store.PutIfAbsentAsync(name, Encoding.UTF8.GetBytes($"text of {name}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _google.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task CopiesAnObjectToAFileOrIntoAFolder()
    {
        var file = Path.Combine(_folder.FullName, "file");
        Assert.Equal((0, ""), await RunAsync("cp", "gs://fleet-data/jobs/a/report.json", file, "--quiet"));
        Assert.Equal("text of jobs/a/report.json", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal((0, ""), await RunAsync("cp", "gs://fleet-data/jobs/a/report.csv", _folder.FullName));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, "report.csv")));
    }

    [Fact]
    public async Task PrintsAnObject() => Assert.Equal((0, "text of top"), await RunAsync("cat", "gs://fleet-data/top"));

    [Theory]
    [InlineData("gs://fleet-data", "", "gs://fleet-data/jobs/\ngs://fleet-data/top\n")]
    [InlineData("gs://fleet-data/jobs/", "", "gs://fleet-data/jobs/a/\ngs://fleet-data/jobs/b/\n")]
    [InlineData("gs://fleet-data/jobs/a", "--recursive", "gs://fleet-data/jobs/a/report.csv\ngs://fleet-data/jobs/a/report.json\n")]
    [InlineData("gs://fleet-data/top", "--long", "        11  gs://fleet-data/top\n")]
    public async Task Lists(string url, string option, string expected) =>
        Assert.Equal((0, expected), await RunAsync(["ls", url, .. option.Length > 0 ? [option] : Array.Empty<string>()]));

    [Theory]
    [InlineData("cat gs://fleet-data/none", 1, "matched no objects")]
    [InlineData("ls gs://fleet-data/none", 1, "matched no objects")]
    [InlineData("ls gs://other", 1, "The specified bucket does not exist")]
    [InlineData("cp gs://fleet-data .", 2, "names no object")]
    [InlineData("cp gs://fleet-data/jobs/b/.. .", 2, "ends in no file name")]
    [InlineData("cp file gs://fleet-data/x", 2, "'gs://fleet-data/x': the local cloud copies from a bucket to a file")]
    [InlineData("cat top", 2, "'top' is not gs://bucket/name")]
    [InlineData("rm gs://fleet-data/top", 2, "Invalid choice: 'storage rm gs://fleet-data/top'; the local cloud models storage cp")]
    [InlineData("cp gs://fleet-data/top", 2, "argument destination: Must be specified")]
    [InlineData("ls gs://fleet-data --all-versions", 2, "unrecognized arguments: --all-versions")]
    public async Task RefusesByName(string line, int exitCode, string expected)
    {
        var result = await _google.StorageCommands.ExecuteAsync(["gcloud", "storage", .. line.Split(' ')], TestContext.Current.CancellationToken);
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("labels.stack=trial", true)]
    [InlineData("labels.stack=other", false)]
    [InlineData("labels.stack=trial AND name=x", true)]
    [InlineData("labels.none:*", false)]
    [InlineData("-labels.none:*", true)]
    [InlineData("labels.stack:*", true)]
    public void FilterAdmits(string filter, bool expected) => Assert.Equal(
        expected, GcloudFilter.Parse(filter).Admits(new() { ["name"] = "x", ["labels"] = new System.Text.Json.Nodes.JsonObject { ["stack"] = "trial" } }));

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] words)
    {
        var result = await _google.StorageCommands.ExecuteAsync(["gcloud", "storage", .. words], TestContext.Current.CancellationToken);
        Assert.Equal("", result.Error);
        return (result.ExitCode, result.Output);
    }
}

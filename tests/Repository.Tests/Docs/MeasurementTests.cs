using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.Repository.Tests.Support;

namespace CloudStacks.Repository.Tests.Docs;

/// <summary>Measured figures stand in files that a command wrote; a page shows them and says what they are.</summary>
public sealed class MeasurementTests
{
    [Fact]
    public void PageShowsWhatTheFilesHold() =>
        Committed.Block("docs/local-cloud.md", "measurements", string.Join('\n',
        [
            "| Command | Shards | Tasks | Attempts | Job time | Overhead per task | Whole time | Measured on |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            .. Files("trials").SelectMany(Trials),
        ]));

    [Fact]
    public void PageShowsTheLibrarysSpeed() =>
        Committed.Block("docs/job.md", "speed", string.Join('\n',
        [
            "| Benchmark | Mean | Rows per second | Measured on |",
            "| --- | --- | --- | --- |",
            .. Files("library").SelectMany(Library),
        ]));

    private static IEnumerable<JsonNode> Files(string kind) =>
        WorkTree.FilesOf(".json").Where(file => file.StartsWith($"bench/results/{kind}-", StringComparison.Ordinal)).Select(file => JsonNode.Parse(WorkTree.Read(file))!);

    private static IEnumerable<string> Trials(JsonNode file)
    {
        foreach (var run in file["runs"]!.AsArray())
        {
            var (result, job) = (run!["result"]!, run["result"]!["run"]!);
            yield return $"| `try {run["service"]} {run["options"]}".TrimEnd() + $"` | {job["shards"]} | {job["tasks"]} | {job["attempts"]} | {Seconds(job["seconds"])} | {Milliseconds(result["overheadSecondsPerTask"])} | {Seconds(run["wallSeconds"])} | {Machine(file)} |";
        }
    }

    private static IEnumerable<string> Library(JsonNode file) => file["runs"]!.AsArray().Select(run =>
        string.Create(CultureInfo.InvariantCulture, $"| {run!["name"]} | {run["meanMilliseconds"]!.GetValue<double>():0.0} ms | {run["rowsPerSecond"]!.GetValue<double>() / 1e6:0.0} million | {Machine(file)} |"));

    private static string Machine(JsonNode file)
    {
        var machine = file["machine"]!;
        return $"{machine["processor"]}, {machine["processors"]} processors, {machine["os"]}, .NET {machine["dotnet"]}, {file["date"]}";
    }

    private static string Milliseconds(JsonNode? node) => (node!.GetValue<double>() * 1000).ToString("0 'ms'", CultureInfo.InvariantCulture);

    private static string Seconds(JsonNode? node) => node!.GetValue<double>().ToString("0.0 's'", CultureInfo.InvariantCulture);
}

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
            "| Command | Shards | Tasks | Attempts | Job time | Whole time | Measured on |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            .. WorkTree.FilesOf(".json").Where(file => file.StartsWith("docs/measurements/", StringComparison.Ordinal)).SelectMany(Rows),
        ]));

    private static IEnumerable<string> Rows(string file)
    {
        var measured = JsonNode.Parse(WorkTree.Read(file))!;
        var machine = measured["machine"]!;
        foreach (var run in measured["runs"]!.AsArray())
        {
            var job = run!["result"]!["run"]!;
            yield return $"| `{run["command"]}` | {job["shards"]} | {job["tasks"]} | {job["attempts"]} | {Seconds(job["seconds"])} | {Seconds(run["wallSeconds"])} | {machine["processor"]}, {machine["processors"]} processors, {machine["os"]}, .NET {machine["dotnet"]}, {measured["date"]} |";
        }
    }

    private static string Seconds(JsonNode? node) => node!.GetValue<double>().ToString("0.0 's'", CultureInfo.InvariantCulture);
}

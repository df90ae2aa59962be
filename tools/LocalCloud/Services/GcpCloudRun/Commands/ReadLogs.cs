using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Commands;

/// <summary>What tasks wrote, as Cloud Logging has it. https://docs.cloud.google.com/run/docs/logging</summary>
internal sealed class ReadLogs(ExecutionScheduler scheduler, LogStore logs) : GcloudJsonCommand(
    "logging read", new("filter", Required: true), new("--freshness"), new("--order"), new("--limit"))
{
    private const string ResourceType = "resource.type";
    private const string Job = "resource.labels.job_name";
    private const string Execution = "labels.\"run.googleapis.com/execution_name\"";
    private const string Index = "labels.\"run.googleapis.com/task_index\"";

    public override JsonNode Execute(GcloudArguments arguments)
    {
        var filter = LogFilter.Parse(arguments.Required("filter"), ResourceType, Job, Execution, Index);
        if (arguments.Text("--order") is not ("asc" or "desc" or null) and var order)
        {
            throw new GcloudUsageException($"argument --order: Invalid choice: '{order}'");
        }
        var entries = filter.Admits(ResourceType, "cloud_run_job") ? scheduler.Locked(table => Entries(table, filter)) : [];
        if (arguments.Text("--order") != "asc")
        {
            entries.Reverse();
        }
        return new JsonArray([.. entries.Take(arguments.Number("--limit") ?? int.MaxValue).Select(entry => entry.Json)]);
    }

    private List<(long Time, JsonObject Json)> Entries(ExecutionTable table, LogFilter filter) =>
        (from execution in table.Executions
         where filter.Admits(Job, execution.Job) && filter.Admits(Execution, execution.Name)
         from task in table.TasksOf(execution.Name)
         let index = task.Index.ToString(CultureInfo.InvariantCulture)
         where filter.Admits(Index, index)
         from attempt in Enumerable.Range(0, task.Attempts.Length + 1)
         from line in logs.Read(TaskRunner.LogGroup(execution.Job), TaskRunner.LogStream(execution.Name, task.Index, attempt)) ?? []
         select (Time: line.Timestamp, Json: Entry(execution, index, attempt, line))).OrderBy(entry => entry.Time).ToList();

    private static JsonObject Entry(ExecutionRecord execution, string index, int attempt, LogEvent line) => new()
    {
        ["textPayload"] = line.Message,
        ["timestamp"] = DateTimeOffset.FromUnixTimeMilliseconds(line.Timestamp).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["resource"] = new JsonObject { ["type"] = "cloud_run_job", ["labels"] = new JsonObject { ["job_name"] = execution.Job } },
        ["labels"] = new JsonObject
        {
            ["run.googleapis.com/execution_name"] = execution.Name,
            ["run.googleapis.com/task_index"] = index,
            ["run.googleapis.com/task_attempt"] = attempt.ToString(CultureInfo.InvariantCulture),
        },
    };
}

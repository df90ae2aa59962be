using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Commands;

/// <summary>What tasks wrote, as Cloud Logging has it. https://docs.cloud.google.com/run/docs/logging</summary>
internal sealed class ReadLogs(ExecutionScheduler scheduler, LogStore logs) : ReadLogsCommand(ResourceType, Job, Execution, Index)
{
    private const string ResourceType = "resource.type";
    private const string Job = "resource.labels.job_name";
    private const string Execution = "labels.\"run.googleapis.com/execution_name\"";
    private const string Index = "labels.\"run.googleapis.com/task_index\"";

    protected override IEnumerable<(long Time, JsonObject Entry)> Entries(LogFilter filter) =>
        filter.Admits(ResourceType, "cloud_run_job") ? scheduler.Locked(table => Entries(table, filter)) : [];

    private List<(long Time, JsonObject Entry)> Entries(ExecutionTable table, LogFilter filter) =>
        (from execution in table.Executions
         where filter.Admits(Job, execution.Job) && filter.Admits(Execution, execution.Name)
         from task in table.TasksOf(execution.Name)
         let index = task.Index.ToString(CultureInfo.InvariantCulture)
         where filter.Admits(Index, index)
         from attempt in Enumerable.Range(0, task.Attempts.Length + 1)
         from line in logs.Read(TaskRunner.LogGroup(execution.Job), TaskRunner.LogStream(execution.Name, task.Index, attempt)) ?? []
         select (line.Timestamp, Entry(execution, index, attempt, line))).ToList();

    private static JsonObject Entry(ExecutionRecord execution, string index, int attempt, LogEvent line) => Entry(
        line,
        new JsonObject { ["type"] = "cloud_run_job", ["labels"] = new JsonObject { ["job_name"] = execution.Job } },
        new JsonObject
        {
            ["run.googleapis.com/execution_name"] = execution.Name,
            ["run.googleapis.com/task_index"] = index,
            ["run.googleapis.com/task_attempt"] = attempt.ToString(CultureInfo.InvariantCulture),
        });
}

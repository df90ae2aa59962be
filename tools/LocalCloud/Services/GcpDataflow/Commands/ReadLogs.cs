using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Commands;

/// <summary>What jobs wrote, as Cloud Logging has it: messages as text, workers' lines as JSON. https://docs.cloud.google.com/dataflow/docs/guides/logging</summary>
internal sealed class ReadLogs(JobScheduler scheduler, JobLogs logs, string project) : GcloudJsonCommand(
    "logging read", new("filter", Required: true), new("--freshness"), new("--order"), new("--limit"))
{
    private const string ResourceType = "resource.type";
    private const string Job = "resource.labels.job_id";
    private const string LogName = "logName";

    public override JsonNode Execute(GcloudArguments arguments)
    {
        var filter = LogFilter.Parse(arguments.Required("filter"), ResourceType, Job, LogName);
        if (arguments.Text("--order") is not ("asc" or "desc" or null) and var order)
        {
            throw new GcloudUsageException($"argument --order: Invalid choice: '{order}'");
        }
        var entries = filter.Admits(ResourceType, "dataflow_step") ? scheduler.Locked(table => Entries(table, filter)) : [];
        if (arguments.Text("--order") != "asc")
        {
            entries.Reverse();
        }
        return new JsonArray([.. entries.Take(arguments.Number("--limit") ?? int.MaxValue)]);
    }

    private List<JsonObject> Entries(JobTable table, LogFilter filter) =>
        (from job in table.Jobs
         where filter.Admits(Job, job.Id)
         from entry in logs.Read(job.Id)
         let name = $"projects/{project}/logs/dataflow.googleapis.com%2F{entry.Log}"
         where filter.Admits(LogName, name)
         select Entry(job, name, entry.Log, entry.Line)).ToList();

    private static JsonObject Entry(JobRecord job, string name, string log, LogEvent line)
    {
        var entry = new JsonObject
        {
            ["logName"] = name,
            ["timestamp"] = DateTimeOffset.FromUnixTimeMilliseconds(line.Timestamp).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["resource"] = new JsonObject { ["type"] = "dataflow_step", ["labels"] = new JsonObject { ["job_id"] = job.Id, ["job_name"] = job.Launch.Name } },
        };
        if (log == JobLogs.Messages)
        {
            entry["textPayload"] = line.Message;
        }
        else
        {
            entry["jsonPayload"] = new JsonObject { ["message"] = line.Message };
        }
        return entry;
    }
}

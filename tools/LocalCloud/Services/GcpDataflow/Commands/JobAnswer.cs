using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Commands;

/// <summary>Jobs as <c>gcloud</c> prints them.</summary>
internal static class JobAnswer
{
    /// <summary>https://cloud.google.com/python/docs/reference/dataflow/latest/google.cloud.dataflow_v1beta3.types.Job</summary>
    public static JsonObject Full(JobRecord job, string project) => new()
    {
        ["id"] = job.Id,
        ["projectId"] = project,
        ["name"] = job.Launch.Name,
        ["type"] = "JOB_TYPE_BATCH",
        ["currentState"] = "JOB_STATE_" + job.State.ToString().ToUpperInvariant(),
        ["currentStateTime"] = Time(job.StateAt, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        ["createTime"] = Time(job.CreatedAt, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
        ["location"] = job.Launch.Region,
        ["labels"] = new JsonObject(job.Launch.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
    };

    /// <summary>A line of a listing, which has other names and no labels.</summary>
    public static JsonObject Listed(JobRecord job) => new()
    {
        ["id"] = job.Id,
        ["name"] = job.Launch.Name,
        ["type"] = "Batch",
        ["state"] = job.State.ToString(),
        ["creationTime"] = Time(job.CreatedAt, "yyyy-MM-dd HH:mm:ss"),
        ["stateTime"] = Time(job.StateAt, "yyyy-MM-dd HH:mm:ss"),
        ["location"] = job.Launch.Region,
    };

    /// <summary>The job of the positional argument in the region.</summary>
    public static JobRecord Named(this JobTable table, GcloudArguments arguments) =>
        table.Find(arguments.Required("job")) is { } job && job.Launch.Region == arguments.Required("--region")
            ? job
            : throw GcloudServiceException.NotFound($"Job [{arguments.Required("job")}] in region [{arguments.Required("--region")}]");

    private static string Time(long milliseconds, string format) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}

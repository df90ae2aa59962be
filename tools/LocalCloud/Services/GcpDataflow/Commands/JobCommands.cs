using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;
using CloudStacks.LocalCloud.Services.Google;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Commands;

/// <summary>https://cloud.google.com/sdk/gcloud/reference/dataflow/jobs/describe</summary>
internal sealed class DescribeJob(JobScheduler scheduler, string project) : GcloudJsonCommand("dataflow jobs describe", new("job", Required: true), new("--region", Required: true))
{
    public override JsonNode Execute(GcloudArguments arguments) => scheduler.Locked(table => JobAnswer.Full(table.Named(arguments), project));
}

/// <summary>The jobs of a region, the newest first. https://cloud.google.com/sdk/gcloud/reference/dataflow/jobs/list</summary>
internal sealed class ListJobs(JobScheduler scheduler) : GcloudJsonCommand("dataflow jobs list", new("--region", Required: true), new("--status"), new("--filter"))
{
    public override JsonNode Execute(GcloudArguments arguments)
    {
        var filter = GcloudFilter.Parse(arguments.Text("--filter"));
        Func<JobRecord, bool> wanted = arguments.Text("--status") switch
        {
            null or "all" => _ => true,
            "active" => job => !job.Ended,
            "terminated" => job => job.Ended,
            var other => throw new GcloudUsageException($"argument --status: Invalid choice: '{other}'"),
        };
        return scheduler.Locked(table => filter.Of(table.Jobs.Reverse().Where(job => job.Launch.Region == arguments.Required("--region") && wanted(job)).Select(JobAnswer.Listed)));
    }
}

/// <summary>
/// Cancels a job. One that has ended stays as it is: the command says so on standard error and succeeds.
/// https://cloud.google.com/sdk/gcloud/reference/dataflow/jobs/cancel
/// </summary>
internal sealed class CancelJob(JobScheduler scheduler) : GcloudJsonCommand("dataflow jobs cancel", new("job", Required: true), new("--region", Required: true))
{
    public override JsonNode? Execute(GcloudArguments arguments)
    {
        if (scheduler.Locked(table => table.Named(arguments)) is { Ended: false } job)
        {
            scheduler.Cancel(job);
        }
        return null;
    }
}

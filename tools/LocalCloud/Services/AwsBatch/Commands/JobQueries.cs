using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Commands;

/// <summary>Describes up to 100 jobs; unknown ids are left out, as the API does.</summary>
internal sealed class DescribeJobs(JobScheduler scheduler) : BatchCommand("describe-jobs", new AwsOption("--jobs", AwsValue.Texts, Required: true))
{
    private const int MostJobs = 100;

    public override JsonNode Execute(AwsArguments arguments)
    {
        var ids = arguments.Texts("--jobs");
        return ids.Count > MostJobs
            ? throw Request.Refuse(string.Create(CultureInfo.InvariantCulture, $"jobs has {ids.Count} entries; expected at most {MostJobs}"))
            : scheduler.Locked(jobs => new JsonObject
            {
                ["jobs"] = new JsonArray([.. ids.Select(jobs.Find).OfType<JobRecord>().Select(job => JobAnswer.Detail(job, jobs))]),
            });
    }
}

/// <summary>Lists the jobs of a queue or an array by status: RUNNING where none is given. https://docs.aws.amazon.com/batch/latest/APIReference/API_ListJobs.html</summary>
internal sealed class ListJobs(BatchDeployment deployment, JobScheduler scheduler) : BatchCommand("list-jobs",
    [new("--job-queue"), new("--array-job-id"), new("--job-status"), .. AwsRequest.Paging])
{
    public override JsonNode Execute(AwsArguments arguments)
    {
        var status = Status(arguments.Text("--job-status"));
        return scheduler.Locked(jobs => Request.Page(arguments, "jobSummaryList", Candidates(arguments, jobs).Where(job => job.Status == status), job => JobAnswer.Summary(job, jobs)));
    }

    private IEnumerable<JobRecord> Candidates(AwsArguments arguments, JobTable jobs)
    {
        switch (arguments.Text("--job-queue"), arguments.Text("--array-job-id"))
        {
            case ({ } name, null):
                var queue = deployment.FindQueue(name) ?? throw Request.Refuse($"JobQueue {name} not found");
                return jobs.TopLevel.Where(job => job.Queue == queue.Arn);
            case (null, { } parent):
                return jobs.Find(parent) is { ArraySize: not null } ? jobs.ChildrenOf(parent) : throw Request.Refuse($"the array job {parent} does not exist");
            default:
                throw Request.Refuse("expected exactly one of --job-queue and --array-job-id");
        }
    }

    private static JobStatus Status(string? text) =>
        text is null ? JobStatus.RUNNING
        : Enum.GetNames<JobStatus>().Contains(text) ? Enum.Parse<JobStatus>(text)
        : throw Request.Refuse($"jobStatus is '{text}'; expected one of {string.Join(", ", Enum.GetNames<JobStatus>())}");
}

/// <summary>Ends a job in any state; on an array, all its children.</summary>
internal sealed class TerminateJob(JobScheduler scheduler) : BatchCommand("terminate-job", new("--job-id", Required: true), new("--reason", Required: true))
{
    public override JsonNode? Execute(AwsArguments arguments)
    {
        scheduler.Terminate(arguments.Required("--job-id"), arguments.Required("--reason"), onlyUnstarted: false);
        return null;
    }
}

/// <summary>Ends a job that has not started; starting and running ones go on.</summary>
internal sealed class CancelJob(JobScheduler scheduler) : BatchCommand("cancel-job", new("--job-id", Required: true), new("--reason", Required: true))
{
    public override JsonNode? Execute(AwsArguments arguments)
    {
        scheduler.Terminate(arguments.Required("--job-id"), arguments.Required("--reason"), onlyUnstarted: true);
        return null;
    }
}

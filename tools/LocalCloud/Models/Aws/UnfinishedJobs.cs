using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>
/// Jobs must end before what runs them goes. On AWS a Fargate environment that goes first becomes invalid, and a queue that goes
/// first takes its jobs with it; here both are refused (API text of DeleteComputeEnvironment and DeleteJobQueue,
/// https://github.com/boto/botocore/tree/1.43.11/botocore/data/batch).
/// </summary>
internal static class UnfinishedJobs
{
    private const int Named = 3;

    /// <summary>Refuses to delete a queue that still holds jobs.</summary>
    public static void RequireNoneIn(ResourceChange queue) => Refuse(queue, job => job.ParentId is null && job.Queue == queue.Resource.Id);

    /// <summary>Refuses to delete an environment in which jobs run.</summary>
    public static void RequireNoneRunningIn(ResourceChange environment) =>
        Refuse(environment, job => job.Status is JobStatus.STARTING or JobStatus.RUNNING && job.Environment == environment.Resource.Text("arn"));

    private static void Refuse(ResourceChange change, Func<JobRecord, bool> concerns)
    {
        var jobs = JobJournal.Read(change.DataRoot).Where(job => !job.Ended && concerns(job)).Select(job => $"{job.Name} ({job.Id}) {job.Status}").ToList();
        if (jobs.Count == 0)
            return;
        var more = jobs.Count > Named ? FormattableString.Invariant($" and {jobs.Count - Named} more") : "";
        throw new ProviderException($"ClientException: cannot delete '{change.Resource.Id}' while jobs are unfinished: {string.Join(", ", jobs.Take(Named))}{more}. Let them end or terminate them first; cloudstacks down does so.");
    }
}

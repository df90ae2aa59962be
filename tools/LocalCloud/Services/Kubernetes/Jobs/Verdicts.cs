namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>
/// When a Job's outcome is settled, and how; reasons as in https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup
/// and https://github.com/kubernetes/api/blob/master/batch/v1/types.go
/// </summary>
internal static class Verdicts
{
    /// <summary>The condition that settles a Job now, or null.</summary>
    public static JobCondition? Of(JobRecord job, IndexProgress progress, long now)
    {
        JobCondition Fails(string reason, string message) => new(JobConditionType.FailureTarget, now, reason, message);
        var spec = job.Spec;
        return progress switch
        {
            { Fatal: { } pod } => Fails("PodFailurePolicy", FormattableString.Invariant(
                $"Container {spec.Template.Spec.Containers[0].Name} for pod {job.Namespace}/{pod.Name} failed with exit code {pod.ExitCode} matching FailJob rule")),
            _ when DeadlineOf(job) <= now => Fails("DeadlineExceeded", "Job was active longer than specified deadline"),
            _ when progress.FailedPods > spec.FailureLimit() => Fails("BackoffLimitExceeded", "Job has reached the specified backoff limit"),
            _ when progress.Failed.Count > spec.MaxFailedIndexes => Fails("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes"),
            _ when progress.Succeeded.Count + progress.Failed.Count < spec.Completions => null,
            { Failed.Count: > 0 } => Fails("FailedIndexes", "Job has failed indexes"),
            _ => new(JobConditionType.SuccessCriteriaMet, now, "CompletionsReached", "Reached expected number of succeeded pods"),
        };
    }

    /// <summary>When a Job that runs is over whatever its pods do; null where it may take as long as it likes.</summary>
    public static long? DeadlineOf(JobRecord job) => job.StartedAt + job.Spec.ActiveDeadlineSeconds * 1000;

    /// <summary>The condition with which a settled Job finishes once its last pod has ended.</summary>
    public static JobCondition FinishOf(JobRecord job, long now)
    {
        var settled = job.Conditions.Last(condition => condition.Type is JobConditionType.FailureTarget or JobConditionType.SuccessCriteriaMet);
        return settled with { Type = settled.Type == JobConditionType.FailureTarget ? JobConditionType.Failed : JobConditionType.Complete, At = now };
    }
}

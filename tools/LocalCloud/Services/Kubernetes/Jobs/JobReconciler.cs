using CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>Brings one Job nearer to what its spec says, as the Job controller does: pods made and ended, conditions set.</summary>
internal sealed class JobReconciler(ObjectTable table, PodFactory factory, ClusterObjects objects, Action<PodRecord> end, TimeProvider clock)
{
    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Does whatever is to be done at this moment. Whoever calls knows that nothing else moves.</summary>
    public void Reconcile(JobRecord job)
    {
        if (job.Deleting)
        {
            EndAll(job, then: finished => finished with { Gone = true });
        }
        else if (job.Finish is not null)
        {
            Expire(job);
        }
        else if (job.Settled)
        {
            EndAll(job, then: settled => settled with { Conditions = settled.Conditions.Add(Verdicts.FinishOf(settled, Now)) });
        }
        else if (job.Spec.Suspend)
        {
            Suspend(job);
        }
        else
        {
            Run(job.StartedAt is null ? Begin(job) : job);
        }
    }

    /// <summary>When something becomes due for a Job by time alone; null where nothing does.</summary>
    public long? NextDue(JobRecord job)
    {
        if (job.Finish is { } finish)
        {
            return finish.At + job.Spec.TtlSecondsAfterFinished * 1000L;
        }
        if (job.Deleting || job.Settled || job.Spec.Suspend)
        {
            return null;
        }
        var progress = new IndexProgress(job.Spec, table.PodsOf(job));
        var again = Enumerable.Range(0, job.Spec.Completions).Where(progress.IsOpen).Select(progress.OpenAgainAt).Where(at => at > Now).DefaultIfEmpty(long.MaxValue).Min();
        return Math.Min(again, Verdicts.DeadlineOf(job) ?? long.MaxValue) is var due && due == long.MaxValue ? null : due;
    }

    private void Run(JobRecord job)
    {
        var progress = new IndexProgress(job.Spec, table.PodsOf(job));
        if (Verdicts.Of(job, progress, Now) is { } condition)
        {
            table.Put(job with { Conditions = job.Conditions.Add(condition) });
            Reconcile(table.Find(job.Uid)!);
            return;
        }
        // A second pod of an index that is done is not needed any more, nor one of an index beyond a smaller number of completions.
        foreach (var pod in progress.Active.Where(pod => !progress.IsOpen(pod.Index) || pod.Index >= job.Spec.Completions))
        {
            end(pod);
        }
        factory.MakeFor(job, progress);
    }

    private JobRecord Begin(JobRecord job)
    {
        var begun = job with { StartedAt = Now, Conditions = [.. job.Conditions.Where(condition => condition.Type != JobConditionType.Suspended)] };
        table.Put(begun);
        return begun;
    }

    private void Suspend(JobRecord job)
    {
        foreach (var pod in table.PodsOf(job).Where(pod => !pod.Ended))
        {
            end(pod);
        }
        if (job.Conditions.All(condition => condition.Type != JobConditionType.Suspended))
        {
            table.Put(job with { StartedAt = null, Conditions = job.Conditions.Add(new(JobConditionType.Suspended, Now, "JobSuspended", "Job suspended")) });
        }
    }

    private void EndAll(JobRecord job, Func<JobRecord, JobRecord> then)
    {
        foreach (var pod in table.PodsOf(job).Where(pod => !pod.Ended))
        {
            end(pod);
        }
        if (table.PodsOf(job).All(pod => pod.Ended))
        {
            table.Put(then(job));
        }
    }

    // A finished Job goes after its time to live, and where its template keeps fewer of its kind.
    private void Expire(JobRecord job)
    {
        var late = job.Finish!.At + job.Spec.TtlSecondsAfterFinished * 1000L <= Now;
        if (late || (objects.CronJobs.FirstOrDefault(template => template.Uid == job.Owner) is { } owner && IsBeyondHistory(job, owner)))
        {
            table.Put(job with { Gone = true });
        }
    }

    private bool IsBeyondHistory(JobRecord job, CronJob owner)
    {
        var alike = table.Jobs.Where(other => other.Owner == job.Owner && other.Finish?.Type == job.Finish!.Type).OrderByDescending(other => other.CreatedAt).ThenBy(other => other.Name, StringComparer.Ordinal);
        return alike.Skip(job.Finish!.Type == JobConditionType.Complete ? owner.SuccessfulJobs : owner.FailedJobs).Any(other => other.Uid == job.Uid);
    }
}

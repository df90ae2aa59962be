using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;

/// <summary>
/// Runs jobs: as many workers as there are bundles, up to the job's most; a bundle that fails is attempted four times, and then its job fails
/// (https://docs.cloud.google.com/dataflow/docs/guides/common-errors). After the last map bundle comes the reduce.
/// </summary>
internal sealed class JobScheduler(JobTable table, BundleRunner runner, JobLogs logs, TimeProvider clock) : Scheduler<JobTable>(table)
{
    private const int MostFailures = 4;

    /// <summary>Takes up what an earlier session left: a bundle that ran has lost its worker, which counts as a failure.</summary>
    public void Resume() => Change(() =>
    {
        foreach (var job in Table.Jobs.Where(job => !job.Ended).ToList())
        {
            Table.BundlesOf(job.Id).Where(bundle => bundle.Phase == BundlePhase.Running).ToList().ForEach(bundle => Finish(bundle, new("the worker lost contact with the service")));
            Settle(Table.Find(job.Id)!);
        }
    });

    /// <summary>Begins a job; one that lacks something fails at once, as its launcher would.</summary>
    public JobRecord Launch(JobRecord job, string? problem) => Locked(jobs =>
    {
        jobs.Put(job);
        logs.Tell(job.Id, job.Direct ? "Beam's direct runner runs workloads/beam, as one bundle" : "apache_beam is not installed: the local cloud processes the elements as workloads/beam would");
        if (problem is not null)
        {
            Fail(job, problem);
            return job;
        }
        Put(job, JobState.Running);
        jobs.Put(Bundles.Of(job));
        return job;
    });

    /// <summary>Cancels a job that has not ended. What runs is stopped.</summary>
    public void Cancel(JobRecord job) => Change(() =>
    {
        Put(job, JobState.Cancelling);
        Stop(job);
        Settle(Table.Find(job.Id)!);
    });

    /// <summary>Why bundles wait, or null where none does.</summary>
    public string? WhyWaiting() => Locked(jobs =>
    {
        var waiting = jobs.Jobs.Where(IsWaiting).ToList();
        return waiting.Count == 0 ? null
            : waiting.All(AtItsWorkers) ? FormattableString.Invariant($"{waiting[0].Launch.MaxWorkers} workers run, which is the job's --max-workers")
            : FormattableString.Invariant($"this machine runs {Machine.MostTasks} workers at once");
    });

    protected override void Pump()
    {
        while (!IsClosing && RunningCount < Machine.MostTasks && Table.Jobs.FirstOrDefault(job => IsWaiting(job) && !AtItsWorkers(job)) is { } job)
        {
            Start(job, Table.BundlesOf(job.Id).First(bundle => bundle.Phase == BundlePhase.Waiting));
        }
    }

    private bool IsWaiting(JobRecord job) => job.State == JobState.Running && Table.BundlesOf(job.Id).Any(bundle => bundle.Phase == BundlePhase.Waiting);

    private bool AtItsWorkers(JobRecord job) => Table.BundlesOf(job.Id).Count(bundle => bundle.Phase == BundlePhase.Running) >= job.Launch.MaxWorkers;

    private void Start(JobRecord job, BundleRecord waiting)
    {
        var bundle = waiting with { Phase = BundlePhase.Running };
        Table.Put(bundle);
        Start(JobTable.KeyOf(bundle), async closing =>
        {
            var end = await runner.RunAsync(job, bundle, change => Changed(bundle, change), closing);
            return end.Closing ? null : () =>
            {
                Finish(Table.Bundle(bundle.Job, bundle.Number), end);
                Settle(Table.Find(job.Id)!);
            };
        });
    }

    // Written down before a program begins, so that a killed session leaves no process that nobody knows.
    private BundleRecord Changed(BundleRecord bundle, Func<BundleRecord, BundleRecord> change) => Locked(jobs =>
    {
        var changed = change(jobs.Bundle(bundle.Job, bundle.Number));
        jobs.Put(changed);
        return changed;
    });

    private void Finish(BundleRecord bundle, BundleEnd end)
    {
        var job = Table.Find(bundle.Job)!;
        var failures = bundle.Failures + (end.Problem is null || job.State != JobState.Running ? 0 : 1);
        Table.Put(bundle with
        {
            Phase = end.Problem is null ? BundlePhase.Done : failures < MostFailures && job.State == JobState.Running ? BundlePhase.Waiting : BundlePhase.Failed,
            Failures = failures,
            Process = null,
        });
        if (end.Problem is not null && job.State == JobState.Running)
        {
            logs.Tell(job.Id, FormattableString.Invariant($"Bundle {bundle.Number} failed, attempt {failures} of {MostFailures}: {end.Problem}"));
            if (failures == MostFailures)
            {
                Fail(job, FormattableString.Invariant($"Workflow failed: a bundle has failed {MostFailures} times. The last time: {end.Problem}"));
            }
        }
    }

    private void Settle(JobRecord job)
    {
        var bundles = Table.BundlesOf(job.Id);
        if (job.State == JobState.Cancelling && bundles.All(bundle => bundle.Phase != BundlePhase.Running))
        {
            Put(job, JobState.Cancelled);
        }
        else if (job.State == JobState.Running && bundles.All(bundle => bundle.Phase == BundlePhase.Done))
        {
            if (Bundles.After(bundles) is { } next)
            {
                Table.Put(next);
            }
            else
            {
                Put(job, JobState.Done);
            }
        }
    }

    private void Fail(JobRecord job, string problem)
    {
        logs.Tell(job.Id, problem);
        Put(job, JobState.Failed);
        Stop(job);
    }

    private void Stop(JobRecord job) => Table.BundlesOf(job.Id).Where(bundle => bundle.Phase == BundlePhase.Running).ToList().ForEach(runner.Stop);

    private void Put(JobRecord job, JobState state) => Table.Put(job with { State = state, StateAt = clock.GetUtcNow().ToUnixTimeMilliseconds() });
}

using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>
/// Runs Indexed Jobs: looks at every Job whenever something has changed or become due, and runs as many pods as the machine takes.
/// https://kubernetes.io/docs/concepts/workloads/controllers/job/
/// </summary>
internal sealed class JobController : Scheduler<ObjectTable>
{
    private readonly Dictionary<string, TaskCompletionSource> _deletions = new(StringComparer.Ordinal);
    private readonly PodRunner _runner;
    private readonly PodFactory _factory;
    private readonly JobReconciler _reconciler;
    private readonly LogStore _logs;
    private readonly TimeProvider _clock;
    private readonly ITimer _due;

    public JobController(ObjectTable table, Cluster.ClusterObjects objects, PodFactory factory, PodRunner runner, LogStore logs, TimeProvider clock) : base(table)
    {
        (_runner, _factory, _logs, _clock) = (runner, factory, logs, clock);
        _reconciler = new(table, factory, objects, End, clock);
        _due = clock.CreateTimer(_ => Change(() => { }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes up what an earlier session left. Pods that ran went down with their node, which is no failure of their own.</summary>
    public void Resume() => Change(() =>
    {
        foreach (var (job, pod) in Table.Jobs.SelectMany(job => Table.PodsOf(job).Where(pod => !pod.Ended).Select(pod => (job, pod))).ToList())
        {
            Table.Put(pod.Phase == PodPhase.Running ? Failed(pod, job, 137, "Error", "DeletionByPodGC") : pod with { Waiting = null });
        }
    });

    /// <summary>Deletes a Job with its pods; done once they are gone.</summary>
    public Task DeleteAsync(JobRecord job) => Locked(table =>
    {
        if (!_deletions.TryGetValue(job.Uid, out var deletion))
        {
            _deletions[job.Uid] = deletion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        table.Put(job with { Deleting = true });
        return deletion.Task;
    });

    /// <summary>Why work that was submitted does not run, naming what it lacks; null where nothing waits, or waits for a while only.</summary>
    public string? WhyWaiting() => Locked(table =>
        table.Jobs.Where(job => job is { Finish: null, Settled: false, Deleting: false }).Select(WhyWaiting).FirstOrDefault(reason => reason is not null));

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _due.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Pump()
    {
        if (IsClosing)
        {
            return;
        }
        foreach (var job in Table.Jobs.ToList())
        {
            _reconciler.Reconcile(job);
            if (Table.Find(job.Uid) is null)
            {
                Forget(job);
            }
        }
        while (RunningCount < Machine.MostTasks && Startable() is var (owner, pod))
        {
            Start(owner, pod);
        }
        if (Table.Jobs.Select(_reconciler.NextDue).Min() is { } due)
        {
            // A timer takes 49 days at most, and looks again then.
            _due.Change(TimeSpan.FromMilliseconds(Math.Clamp(due - Now, 1, int.MaxValue)), Timeout.InfiniteTimeSpan);
        }
    }

    private (JobRecord Job, PodRecord Pod)? Startable() => Table.Jobs
        .SelectMany(job => Table.PodsOf(job).Where(pod => pod is { Phase: PodPhase.Pending, Waiting: null } && !IsRunning(pod.Name)).Select(pod => ((JobRecord, PodRecord)?)(job, pod)))
        .FirstOrDefault();

    private void Start(JobRecord job, PodRecord pod)
    {
        var failures = new IndexProgress(job.Spec, Table.PodsOf(job)).CountedFailures(pod.Index);
        Start(pod.Name, async closing =>
        {
            var outcome = await _runner.RunAsync(job, pod, failures, start => Started(job, pod.Name, start), closing);
            return outcome.End == RunEnd.Closing ? null : () => Table.Put(After(Table.FindPod(job, pod.Name)!, job, outcome));
        });
    }

    // Written down before the program begins, so that a killed session leaves no process that nobody knows.
    private void Started(JobRecord job, string name, ContainerStart start) =>
        Change(() => Table.Put(Table.FindPod(job, name)! with { Phase = PodPhase.Running, Process = start.Process, StartedAt = start.StartedAt }));

    private PodRecord After(PodRecord pod, JobRecord job, ContainerOutcome outcome) => outcome switch
    {
        { End: RunEnd.NeverStarted } when !pod.Deleting => pod with { Waiting = outcome.Problem },
        { ExitCode: 0, End: not RunEnd.TimedOut } => pod with { Phase = PodPhase.Succeeded, Process = null, FinishedAt = outcome.StoppedAt, ExitCode = 0 },
        // A node that is taken back tells its pods to end: https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions
        _ => Failed(pod, job, outcome.ExitCode, outcome.End == RunEnd.TimedOut ? "DeadlineExceeded" : "Error", outcome.End == RunEnd.Preempted ? "TerminationByKubelet" : null),
    };

    private PodRecord Failed(PodRecord pod, JobRecord job, int? exitCode, string reason, string? disruption) => pod with
    {
        Phase = PodPhase.Failed,
        Process = null,
        FinishedAt = Now,
        ExitCode = exitCode,
        Reason = reason,
        Disruption = disruption,
        Verdict = job.Spec.PodFailurePolicy?.Decide(exitCode, disruption is null ? null : "DisruptionTarget") ?? FailureAction.Count,
    };

    // A pod that has not started is gone at once; one that runs gets SIGTERM and its grace period.
    private void End(PodRecord pod)
    {
        if (pod.Deleting)
        {
            return;
        }
        var running = IsRunning(pod.Name);
        Table.Put(running ? pod with { Deleting = true } : pod with { Deleting = true, Phase = PodPhase.Failed, FinishedAt = Now });
        if (running)
        {
            _runner.Stop(pod);
        }
    }

    private void Forget(JobRecord job)
    {
        _logs.DeleteGroup(PodRunner.LogGroup(job));
        if (_deletions.Remove(job.Uid, out var deletion))
        {
            deletion.SetResult();
        }
    }

    private string? WhyWaiting(JobRecord job) => job.Spec switch
    {
        { Suspend: true } => $"the Job {job.Name} is suspended: spec.suspend is true",
        { Parallelism: 0 } => $"the Job {job.Name} is paused: spec.parallelism is 0",
        _ => _factory.ProblemOf(job)
            ?? Table.PodsOf(job).FirstOrDefault(pod => pod is { Ended: false, Waiting: not null })?.Waiting
            ?? (Table.PodsOf(job).Any(pod => pod.Phase == PodPhase.Pending) ? FormattableString.Invariant($"this machine runs {Machine.MostTasks} tasks at once") : null),
    };
}

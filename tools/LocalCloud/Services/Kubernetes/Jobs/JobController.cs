using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>
/// Runs Indexed Jobs: looks at every Job whenever something has changed or become due, and runs as many pods as the machine takes.
/// https://kubernetes.io/docs/concepts/workloads/controllers/job/
/// </summary>
internal sealed class JobController : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskCompletionSource> _deletions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly ObjectTable _table;
    private readonly PodRunner _runner;
    private readonly PodFactory _factory;
    private readonly JobReconciler _reconciler;
    private readonly LogStore _logs;
    private readonly TimeProvider _clock;
    private readonly ITimer _due;

    public JobController(ObjectTable table, Cluster.ClusterObjects objects, PodFactory factory, PodRunner runner, LogStore logs, TimeProvider clock)
    {
        (_table, _runner, _factory, _logs, _clock) = (table, runner, factory, logs, clock);
        _reconciler = new(table, factory, objects, End, clock);
        _due = clock.CreateTimer(_ => Locked(_ => true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Runs an action while nothing moves; then moves what can move.</summary>
    public T Locked<T>(Func<ObjectTable, T> action)
    {
        lock (_gate)
        {
            var result = action(_table);
            Pump();
            return result;
        }
    }

    /// <summary>Takes up what an earlier session left. Pods that ran went down with their node, which is no failure of their own.</summary>
    public void Resume() => Locked(table =>
    {
        foreach (var (job, pod) in table.Jobs.SelectMany(job => table.PodsOf(job).Where(pod => !pod.Ended).Select(pod => (job, pod))).ToList())
        {
            table.Put(pod.Phase == PodPhase.Running ? Failed(pod, job, 137, "Error", "DeletionByPodGC") : pod with { Waiting = null });
        }
        return true;
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
    public string? WhyWaiting()
    {
        lock (_gate)
        {
            return _table.Jobs.Where(job => job is { Finish: null, Settled: false, Deleting: false }).Select(WhyWaiting).FirstOrDefault(reason => reason is not null);
        }
    }

    /// <summary>Stops everything that runs and waits for it; the pods stay on record as running, so that the next session takes them up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _due.DisposeAsync();
        await _closing.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running.Values];
        }
        await Task.WhenAll(running);
        _closing.Dispose();
    }

    private void Pump()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }
        foreach (var job in _table.Jobs.ToList())
        {
            _reconciler.Reconcile(job);
            if (_table.Find(job.Uid) is null)
            {
                Forget(job);
            }
        }
        while (_running.Count < Machine.MostTasks && Startable() is var (owner, pod))
        {
            Start(owner, pod);
        }
        if (_table.Jobs.Select(_reconciler.NextDue).Min() is { } due)
        {
            // A timer takes 49 days at most, and looks again then.
            _due.Change(TimeSpan.FromMilliseconds(Math.Clamp(due - Now, 1, int.MaxValue)), Timeout.InfiniteTimeSpan);
        }
    }

    private (JobRecord Job, PodRecord Pod)? Startable() => _table.Jobs
        .SelectMany(job => _table.PodsOf(job).Where(pod => pod is { Phase: PodPhase.Pending, Waiting: null } && !_running.ContainsKey(pod.Name)).Select(pod => ((JobRecord, PodRecord)?)(job, pod)))
        .FirstOrDefault();

    private void Start(JobRecord job, PodRecord pod)
    {
        var failures = new IndexProgress(job.Spec, _table.PodsOf(job)).CountedFailures(pod.Index);
        _running[pod.Name] = Task.Run(async () =>
        {
            var outcome = await _runner.RunAsync(job, pod, failures, start => Started(job, pod.Name, start), _closing.Token);
            lock (_gate)
            {
                _running.Remove(pod.Name);
                if (outcome.End != RunEnd.Closing && _table.FindPod(job, pod.Name) is { } ended)
                {
                    _table.Put(After(ended, job, outcome));
                    Pump();
                }
            }
        });
    }

    // Written down before the program begins, so that a killed session leaves no process that nobody knows.
    private void Started(JobRecord job, string name, ContainerStart start)
    {
        lock (_gate)
        {
            _table.Put(_table.FindPod(job, name)! with { Phase = PodPhase.Running, Process = start.Process, StartedAt = start.StartedAt });
        }
    }

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
        var running = _running.ContainsKey(pod.Name);
        _table.Put(running ? pod with { Deleting = true } : pod with { Deleting = true, Phase = PodPhase.Failed, FinishedAt = Now });
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
            ?? _table.PodsOf(job).FirstOrDefault(pod => pod is { Ended: false, Waiting: not null })?.Waiting
            ?? (_table.PodsOf(job).Any(pod => pod.Phase == PodPhase.Pending) ? FormattableString.Invariant($"this machine runs {Machine.MostTasks} tasks at once") : null),
    };
}

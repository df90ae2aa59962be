using System.Globalization;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>
/// Moves jobs through their states: dependencies, arrays, the queue in front of the environment's vCPUs, attempts and retries.
/// https://docs.aws.amazon.com/batch/latest/userguide/job_states.html
/// </summary>
internal sealed class JobScheduler(Dispatcher dispatcher, JobTable jobs, AttemptRunner runner, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Runs an action while nothing moves; then moves what can move.</summary>
    public T Locked<T>(Func<JobTable, T> action)
    {
        lock (_gate)
        {
            var result = action(jobs);
            Pump();
            return result;
        }
    }

    /// <summary>Takes up what an earlier session left: attempts that ran are lost and follow the retry rules.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            foreach (var job in jobs.TopLevel.SelectMany(job => job.ArraySize is null ? [job] : jobs.ChildrenOf(job.Id)).ToList())
            {
                if (job.Status is JobStatus.STARTING or JobStatus.RUNNING)
                {
                    Finish(job.Id, AttemptOutcome.Lost(job, clock));
                }
                else if (job.Status == JobStatus.RUNNABLE)
                {
                    dispatcher.AddLast(job);
                }
            }
            Pump();
        }
    }

    /// <summary>Ends a job and, of an array, its children: running ones by SIGTERM. Nothing happens to what has ended.</summary>
    public void Terminate(string id, string reason, bool onlyUnstarted)
    {
        lock (_gate)
        {
            var job = jobs.Find(id);
            foreach (var one in job?.ArraySize is null ? [id] : jobs.ChildrenOf(id).Select(child => child.Id).ToArray())
            {
                TerminateOne(one, reason, onlyUnstarted);
            }
            if (jobs.Find(id) is { ArraySize: not null, Ended: false } array)
            {
                jobs.Put(array with { TerminationReason = reason });
                Settle(array.Id);
            }
            Pump();
        }
    }

    /// <summary>Why what was submitted does not run at this moment, naming what it lacks; null where nothing waits.</summary>
    public string? WhyWaiting()
    {
        lock (_gate)
        {
            return dispatcher.WhyWaiting() ?? (_running.Count > 0 ? null : Dependency());
        }
    }

    /// <summary>Stops everything that runs and waits for it; the jobs stay on record as running, so that the next session takes them up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running.Values];
        }
        await Task.WhenAll(running);
        _closing.Dispose();
    }

    private void TerminateOne(string id, string reason, bool onlyUnstarted)
    {
        if (jobs.Find(id) is not { Ended: false } job)
        {
            return;
        }
        if (job.Status is JobStatus.STARTING or JobStatus.RUNNING)
        {
            if (!onlyUnstarted)
            {
                jobs.Put(job with { TerminationReason = reason });
                runner.Stop(id);
            }
            return;
        }
        End(job with { TerminationReason = reason }, JobStatus.FAILED, reason);
    }

    private void Pump()
    {
        foreach (var job in jobs.TopLevel.Where(job => job.Status is JobStatus.SUBMITTED or JobStatus.PENDING).ToList())
        {
            Advance(job);
        }
        while (!_closing.IsCancellationRequested && dispatcher.Take() is { } placement)
        {
            Start(placement);
        }
    }

    private string? Dependency() =>
        jobs.TopLevel.FirstOrDefault(job => job.Status == JobStatus.PENDING && job.DependsOn.Any(id => jobs.Find(id) is { Ended: false })) is { } job
            ? $"the job {job.Name} waits for the job {job.DependsOn.First(id => jobs.Find(id) is { Ended: false })}"
            : null;

    private void Advance(JobRecord job)
    {
        var dependencies = job.DependsOn.Select(jobs.Find).ToList();
        if (dependencies.Any(dependency => dependency is { Status: JobStatus.FAILED }))
        {
            End(job, JobStatus.FAILED, "Dependent Job failed");
        }
        else if (dependencies.Any(dependency => dependency is not { Status: JobStatus.SUCCEEDED }))
        {
            jobs.Put(job with { Status = JobStatus.PENDING });
        }
        else if (job.ArraySize is not { } size)
        {
            Enqueue(job);
        }
        else if (jobs.SummaryOf(job.Id).IsEmpty)
        {
            var children = Enumerable.Range(0, size).Select(index => Child(job, index)).ToArray();
            jobs.Put([job with { Status = JobStatus.PENDING }, .. children]);
            foreach (var child in children)
            {
                dispatcher.AddLast(child);
            }
        }
    }

    private static JobRecord Child(JobRecord parent, int index) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{parent.Id}:{index}"),
        Name = parent.Name,
        Queue = parent.Queue,
        Definition = parent.Definition,
        CreatedAt = parent.CreatedAt,
        ParentId = parent.Id,
        Index = index,
        Status = JobStatus.RUNNABLE,
    };

    private void Enqueue(JobRecord job)
    {
        jobs.Put(job with { Status = JobStatus.RUNNABLE });
        dispatcher.AddLast(job);
    }

    private void Start(Placement placement)
    {
        var starting = placement.Job with { Status = JobStatus.STARTING, Environment = placement.Environment.Arn };
        jobs.Put(starting);
        var attempt = new Attempt(starting, placement.Root, placement.Environment, placement.Queue);
        _running[starting.Id] = Task.Run(async () =>
        {
            var outcome = await runner.RunAsync(attempt, Running, _closing.Token);
            lock (_gate)
            {
                dispatcher.Release(placement);
                _running.Remove(starting.Id);
                if (!outcome.Interrupted)
                {
                    Finish(starting.Id, outcome);
                    Pump();
                }
            }
        });
    }

    // Written down before the program begins, so that a killed session leaves no process that nobody knows.
    private void Running(JobRecord job)
    {
        lock (_gate)
        {
            jobs.Put(job with { TerminationReason = jobs.Find(job.Id)!.TerminationReason });
        }
    }

    private void Finish(string id, AttemptOutcome outcome)
    {
        var job = jobs.Find(id)!;
        var ended = job with { Process = null, Attempts = job.Attempts.Add(outcome.Record), StoppedAt = outcome.Record.StoppedAt };
        var record = outcome.Record;
        if (job.TerminationReason is { } reason)
        {
            // Whatever its exit code: https://docs.aws.amazon.com/batch/latest/APIReference/API_TerminateJob.html
            End(ended, JobStatus.FAILED, reason);
        }
        else if (record is { ExitCode: 0, StartedAt: not null } && !outcome.TimedOut)
        {
            End(ended, JobStatus.SUCCEEDED, record.StatusReason);
        }
        else if (!outcome.TimedOut && (jobs.RootOf(job).Retry ?? RetryStrategy.Once).Retries(ended.Attempts.Length, record.ExitCode, record.StatusReason, record.Reason))
        {
            jobs.Put(ended with { Status = JobStatus.RUNNABLE });
            dispatcher.AddFirst(ended);
        }
        else
        {
            End(ended, JobStatus.FAILED, record.StatusReason);
        }
    }

    private void End(JobRecord job, JobStatus status, string reason)
    {
        jobs.Put(job with { Status = status, StatusReason = reason, StoppedAt = job.StoppedAt ?? clock.GetUtcNow().ToUnixTimeMilliseconds() });
        if (job.ParentId is { } parent)
        {
            Settle(parent);
        }
    }

    // A parent fails only after all children have ended: https://docs.aws.amazon.com/batch/latest/userguide/array_jobs.html
    private void Settle(string parentId)
    {
        var parent = jobs.Find(parentId)!;
        var summary = jobs.SummaryOf(parentId);
        if (summary.IsEmpty)
        {
            if (parent.TerminationReason is { } never)
            {
                End(parent, JobStatus.FAILED, never);
            }
            return;
        }
        var failed = summary[(int)JobStatus.FAILED];
        if (!parent.Ended && failed + summary[(int)JobStatus.SUCCEEDED] == parent.ArraySize)
        {
            End(parent, failed == 0 ? JobStatus.SUCCEEDED : JobStatus.FAILED, failed == 0 ? "All children have succeeded" : parent.TerminationReason ?? "Array Child Job failed");
        }
    }
}

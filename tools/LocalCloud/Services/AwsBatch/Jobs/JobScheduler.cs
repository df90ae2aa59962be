using System.Globalization;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>
/// Moves jobs through their states: dependencies, arrays, the queue in front of the environment's vCPUs, attempts and retries.
/// https://docs.aws.amazon.com/batch/latest/userguide/job_states.html
/// </summary>
internal sealed class JobScheduler(Dispatcher dispatcher, JobTable jobs, AttemptRunner runner, TimeProvider clock) : Scheduler<JobTable>(jobs)
{
    /// <summary>Takes up what an earlier session left: attempts that ran are lost and follow the retry rules.</summary>
    public void Resume() => Change(() =>
    {
        foreach (var job in Table.TopLevel.SelectMany(job => job.ArraySize is null ? [job] : Table.ChildrenOf(job.Id)).ToList())
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
    });

    /// <summary>Ends a job and, of an array, its children: running ones by SIGTERM. Nothing happens to what has ended.</summary>
    public void Terminate(string id, string reason, bool onlyUnstarted) => Change(() =>
    {
        var job = Table.Find(id);
        foreach (var one in job?.ArraySize is null ? [id] : Table.ChildrenOf(id).Select(child => child.Id).ToArray())
        {
            TerminateOne(one, reason, onlyUnstarted);
        }
        if (Table.Find(id) is { ArraySize: not null, Ended: false } array)
        {
            Table.Put(array with { TerminationReason = reason });
            Settle(array.Id);
        }
    });

    /// <summary>Why what was submitted does not run at this moment, naming what it lacks; null where nothing waits.</summary>
    public string? WhyWaiting() => Locked(_ => dispatcher.WhyWaiting() ?? (RunningCount > 0 ? null : Dependency()));

    private void TerminateOne(string id, string reason, bool onlyUnstarted)
    {
        if (Table.Find(id) is not { Ended: false } job)
        {
            return;
        }
        if (job.Status is JobStatus.STARTING or JobStatus.RUNNING)
        {
            if (!onlyUnstarted)
            {
                Table.Put(job with { TerminationReason = reason });
                runner.Stop(id);
            }
            return;
        }
        End(job with { TerminationReason = reason }, JobStatus.FAILED, reason);
    }

    protected override void Pump()
    {
        foreach (var job in Table.TopLevel.Where(job => job.Status is JobStatus.SUBMITTED or JobStatus.PENDING).ToList())
        {
            Advance(job);
        }
        while (!IsClosing && dispatcher.Take() is { } placement)
        {
            Start(placement);
        }
    }

    private string? Dependency() =>
        Table.TopLevel.FirstOrDefault(job => job.Status == JobStatus.PENDING && job.DependsOn.Any(id => Table.Find(id) is { Ended: false })) is { } job
            ? $"the job {job.Name} waits for the job {job.DependsOn.First(id => Table.Find(id) is { Ended: false })}"
            : null;

    private void Advance(JobRecord job)
    {
        var dependencies = job.DependsOn.Select(Table.Find).ToList();
        if (dependencies.Any(dependency => dependency is { Status: JobStatus.FAILED }))
        {
            End(job, JobStatus.FAILED, "Dependent Job failed");
        }
        else if (dependencies.Any(dependency => dependency is not { Status: JobStatus.SUCCEEDED }))
        {
            Table.Put(job with { Status = JobStatus.PENDING });
        }
        else if (job.ArraySize is not { } size)
        {
            Enqueue(job);
        }
        else if (Table.SummaryOf(job.Id).IsEmpty)
        {
            var children = Enumerable.Range(0, size).Select(index => Child(job, index)).ToArray();
            Table.Put([job with { Status = JobStatus.PENDING }, .. children]);
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
        Table.Put(job with { Status = JobStatus.RUNNABLE });
        dispatcher.AddLast(job);
    }

    private void Start(Placement placement)
    {
        var starting = placement.Job with { Status = JobStatus.STARTING, Environment = placement.Environment.Arn };
        Table.Put(starting);
        var attempt = new Attempt(starting, placement.Root, placement.Environment, placement.Queue);
        Start(starting.Id, async closing =>
        {
            var outcome = await runner.RunAsync(attempt, Running, closing);
            return outcome.Interrupted ? null : () =>
            {
                dispatcher.Release(placement);
                Finish(starting.Id, outcome);
            };
        });
    }

    // Written down before the program begins, so that a killed session leaves no process that nobody knows.
    private void Running(JobRecord job) => Change(() => Table.Put(job with { TerminationReason = Table.Find(job.Id)!.TerminationReason }));

    private void Finish(string id, AttemptOutcome outcome)
    {
        var job = Table.Find(id)!;
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
        else if (!outcome.TimedOut && (Table.RootOf(job).Retry ?? RetryStrategy.Once).Retries(ended.Attempts.Length, record.ExitCode, record.StatusReason, record.Reason))
        {
            Table.Put(ended with { Status = JobStatus.RUNNABLE });
            dispatcher.AddFirst(ended);
        }
        else
        {
            End(ended, JobStatus.FAILED, record.StatusReason);
        }
    }

    private void End(JobRecord job, JobStatus status, string reason)
    {
        Table.Put(job with { Status = status, StatusReason = reason, StoppedAt = job.StoppedAt ?? clock.GetUtcNow().ToUnixTimeMilliseconds() });
        if (job.ParentId is { } parent)
        {
            Settle(parent);
        }
    }

    // A parent fails only after all children have ended: https://docs.aws.amazon.com/batch/latest/userguide/array_jobs.html
    private void Settle(string parentId)
    {
        var parent = Table.Find(parentId)!;
        var summary = Table.SummaryOf(parentId);
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

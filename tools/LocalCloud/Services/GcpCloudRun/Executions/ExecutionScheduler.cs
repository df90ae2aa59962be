using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;

/// <summary>
/// Runs the tasks of executions: all at once up to the parallelism, a failed one again until its retries are used up. An execution ends when all
/// its tasks have ended. https://docs.cloud.google.com/run/docs/execute/jobs
/// </summary>
internal sealed class ExecutionScheduler(ExecutionTable table, TaskRunner runner, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Runs an action while nothing moves; then moves what can move.</summary>
    public T Locked<T>(Func<ExecutionTable, T> action)
    {
        lock (_gate)
        {
            var result = action(table);
            Pump();
            return result;
        }
    }

    /// <summary>Takes up what an earlier session left: attempts that ran are lost, which counts as a failure.</summary>
    public void Resume() => Locked(executions =>
    {
        foreach (var task in executions.Executions.SelectMany(execution => executions.TasksOf(execution.Name)).Where(task => task.Phase == TaskPhase.Running).ToList())
        {
            Finish(task, new(RunEnd.Killed, clock.GetUtcNow().ToUnixTimeMilliseconds(), ExitCode: 137));
        }
        return true;
    });

    /// <summary>Ends an execution: what waits never starts, what runs gets SIGTERM.</summary>
    public void Cancel(ExecutionRecord execution) => Locked(executions =>
    {
        executions.Put(execution with { Cancelled = true });
        foreach (var task in executions.TasksOf(execution.Name).Where(task => !task.Ended).ToList())
        {
            if (task.Phase == TaskPhase.Running)
            {
                runner.Stop(task);
            }
            else
            {
                executions.Put(task with { Phase = TaskPhase.Cancelled });
            }
        }
        Settle(execution.Name);
        return true;
    });

    /// <summary>Why tasks wait, or null where none does.</summary>
    public string? WhyWaiting()
    {
        lock (_gate)
        {
            var waiting = Waiting().ToList();
            return waiting.Count == 0 ? null
                : waiting.All(AtItsParallelism) ? FormattableString.Invariant($"the job's parallelism of {waiting[0].Template.Parallelism} is in use")
                : FormattableString.Invariant($"this machine runs {Machine.MostTasks} tasks at once");
        }
    }

    /// <summary>Stops everything that runs and waits for it; the tasks stay on record as running, so that the next session takes them up.</summary>
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

    private void Pump()
    {
        while (!_closing.IsCancellationRequested && _running.Count < Machine.MostTasks && Waiting().FirstOrDefault(execution => !AtItsParallelism(execution)) is { } execution)
        {
            Start(execution, table.TasksOf(execution.Name).First(task => task.Phase == TaskPhase.Pending));
        }
    }

    private IEnumerable<ExecutionRecord> Waiting() =>
        table.Executions.Where(execution => execution.CompletedAt is null && table.TasksOf(execution.Name).Any(task => task.Phase == TaskPhase.Pending));

    private bool AtItsParallelism(ExecutionRecord execution) =>
        execution.Template.Parallelism > 0 && table.TasksOf(execution.Name).Count(task => task.Phase == TaskPhase.Running) >= execution.Template.Parallelism;

    private void Start(ExecutionRecord execution, TaskRecord task)
    {
        var starting = task with { Phase = TaskPhase.Running };
        table.Put(starting);
        var key = TaskRunner.KeyOf(task);
        _running[key] = Task.Run(async () =>
        {
            var outcome = await runner.RunAsync(execution, task, start => Started(starting, start), _closing.Token);
            lock (_gate)
            {
                _running.Remove(key);
                if (outcome.End != RunEnd.Closing)
                {
                    Finish(table.TasksOf(task.Execution)[task.Index], outcome);
                    Pump();
                }
            }
        });
    }

    // Written down before the program begins, so that a killed session leaves no process that nobody knows.
    private void Started(TaskRecord task, ContainerStart start)
    {
        lock (_gate)
        {
            table.Put(task with { Process = start.Process, StartedAt = task.StartedAt ?? start.StartedAt });
        }
    }

    private void Finish(TaskRecord task, ContainerOutcome outcome)
    {
        var execution = table.Find(task.Execution)!;
        var attempts = task.Attempts.Add(new(outcome.StoppedAt, outcome.ExitCode, Words(outcome, execution)));
        var phase = outcome is { End: RunEnd.Exited, ExitCode: 0 } ? TaskPhase.Succeeded
            : execution.Cancelled ? TaskPhase.Cancelled
            : attempts.Length <= execution.Template.MaxRetries ? TaskPhase.Pending
            : TaskPhase.Failed;
        table.Put(task with { Phase = phase, Attempts = attempts, Process = null });
        Settle(task.Execution);
    }

    private void Settle(string name)
    {
        if (table.Find(name) is { CompletedAt: null } execution && table.TasksOf(name).All(task => task.Ended))
        {
            table.Put(execution with { CompletedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() });
        }
    }

    private static string Words(ContainerOutcome outcome, ExecutionRecord execution) => outcome.End switch
    {
        RunEnd.NeverStarted => outcome.Problem!,
        RunEnd.TimedOut => FormattableString.Invariant($"The configured timeout of {execution.Template.TimeoutSeconds} seconds was reached."),
        RunEnd.Stopped => "The task was cancelled.",
        _ when outcome.ExitCode == 0 => "Container called exit(0).",
        _ => FormattableString.Invariant($"The container exited with an error (exit code {outcome.ExitCode})."),
    };
}

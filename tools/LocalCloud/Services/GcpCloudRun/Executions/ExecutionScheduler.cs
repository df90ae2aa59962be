using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;

/// <summary>
/// Runs the tasks of executions: all at once up to the parallelism, a failed one again until its retries are used up. An execution ends when all
/// its tasks have ended. https://docs.cloud.google.com/run/docs/execute/jobs
/// </summary>
internal sealed class ExecutionScheduler(ExecutionTable table, TaskRunner runner, TimeProvider clock) : Scheduler<ExecutionTable>(table)
{
    /// <summary>Takes up what an earlier session left: attempts that ran are lost, which counts as a failure.</summary>
    public void Resume() => Change(() =>
    {
        foreach (var task in Table.Executions.SelectMany(execution => Table.TasksOf(execution.Name)).Where(task => task.Phase == TaskPhase.Running).ToList())
        {
            Finish(task, new(RunEnd.Killed, clock.GetUtcNow().ToUnixTimeMilliseconds(), ExitCode: 137));
        }
    });

    /// <summary>Ends an execution: what waits never starts, what runs gets SIGTERM.</summary>
    public void Cancel(ExecutionRecord execution) => Change(() =>
    {
        Table.Put(execution with { Cancelled = true });
        foreach (var task in Table.TasksOf(execution.Name).Where(task => !task.Ended).ToList())
        {
            if (task.Phase == TaskPhase.Running)
            {
                runner.Stop(task);
            }
            else
            {
                Table.Put(task with { Phase = TaskPhase.Cancelled });
            }
        }
        Settle(execution.Name);
    });

    /// <summary>Why tasks wait, or null where none does.</summary>
    public string? WhyWaiting() => Locked(_ =>
    {
        var waiting = Waiting().ToList();
        return waiting.Count == 0 ? null
            : waiting.All(AtItsParallelism) ? FormattableString.Invariant($"the job's parallelism of {waiting[0].Template.Parallelism} is in use")
            : FormattableString.Invariant($"this machine runs {Machine.MostTasks} tasks at once");
    });

    protected override void Pump()
    {
        while (!IsClosing && RunningCount < Machine.MostTasks && Waiting().FirstOrDefault(execution => !AtItsParallelism(execution)) is { } execution)
        {
            Start(execution, Table.TasksOf(execution.Name).First(task => task.Phase == TaskPhase.Pending));
        }
    }

    private IEnumerable<ExecutionRecord> Waiting() =>
        Table.Executions.Where(execution => execution.CompletedAt is null && Table.TasksOf(execution.Name).Any(task => task.Phase == TaskPhase.Pending));

    private bool AtItsParallelism(ExecutionRecord execution) =>
        execution.Template.Parallelism > 0 && Table.TasksOf(execution.Name).Count(task => task.Phase == TaskPhase.Running) >= execution.Template.Parallelism;

    private void Start(ExecutionRecord execution, TaskRecord task)
    {
        var starting = task with { Phase = TaskPhase.Running };
        Table.Put(starting);
        Start(TaskRunner.KeyOf(task), async closing =>
        {
            var outcome = await runner.RunAsync(execution, task, start => Started(starting, start), closing);
            return outcome.End == RunEnd.Closing ? null : () => Finish(Table.TasksOf(task.Execution)[task.Index], outcome);
        });
    }

    // Written down before the program begins, so that a killed session leaves no process that nobody knows.
    private void Started(TaskRecord task, ContainerStart start) => Change(() => Table.Put(task with { Process = start.Process, StartedAt = task.StartedAt ?? start.StartedAt }));

    private void Finish(TaskRecord task, ContainerOutcome outcome)
    {
        var execution = Table.Find(task.Execution)!;
        var attempts = task.Attempts.Add(new(outcome.StoppedAt, outcome.ExitCode, Words(outcome, execution)));
        var phase = outcome is { End: RunEnd.Exited, ExitCode: 0 } ? TaskPhase.Succeeded
            : execution.Cancelled ? TaskPhase.Cancelled
            : attempts.Length <= execution.Template.MaxRetries ? TaskPhase.Pending
            : TaskPhase.Failed;
        Table.Put(task with { Phase = phase, Attempts = attempts, Process = null });
        Settle(task.Execution);
    }

    private void Settle(string name)
    {
        if (Table.Find(name) is { CompletedAt: null } execution && Table.TasksOf(name).All(task => task.Ended))
        {
            Table.Put(execution with { CompletedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() });
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

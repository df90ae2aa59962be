using System.Globalization;
using CloudStacks.LocalCloud.Services.Fargate;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

/// <summary>Moves tasks through their states, as many at once as the machine takes; no task is ever tried again.</summary>
internal sealed class FargateScheduler(TaskTable tasks, FargateRunner runner, TimeProvider clock) : IAsyncDisposable
{
    // stopTimeout where a definition does not give it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
    private const int DefaultStopTimeout = 30;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Runs an action while nothing moves; then moves what can move.</summary>
    public T Locked<T>(Func<TaskTable, T> action)
    {
        lock (_gate)
        {
            var result = action(tasks);
            Pump();
            return result;
        }
    }

    /// <summary>Takes up what an earlier session left: tasks that ran went down with it, those that wait go on waiting.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            foreach (var task in tasks.All.Where(task => !task.Ended && task.LastStatus != LastStatus.PROVISIONING).ToList())
            {
                End(task, StopCode.EssentialContainerExited, "Essential container in task exited: the local cloud was stopped while it ran", 128 + 9);
            }
            Pump();
        }
    }

    /// <summary>Asks a task to stop: SIGTERM, then SIGKILL after its stop timeout. Nothing happens to one that has ended.</summary>
    public TaskRecord Stop(TaskRecord task, string reason)
    {
        lock (_gate)
        {
            if (task is { Ended: false, StopAsked: null })
            {
                tasks.Put(task with { StopAsked = reason, LastStatus = task.LastStatus == LastStatus.RUNNING ? LastStatus.STOPPING : task.LastStatus });
                if (task.LastStatus == LastStatus.PROVISIONING)
                {
                    End(tasks.Find(task.Id)!, StopCode.UserInitiated, reason, null);
                }
                else
                {
                    runner.Stop(task.Id);
                }
            }
            return tasks.Find(task.Id)!;
        }
    }

    /// <summary>Why what was started does not run at this moment; null where nothing waits.</summary>
    public string? WhyWaiting()
    {
        lock (_gate)
        {
            return tasks.All.Any(task => task.LastStatus == LastStatus.PROVISIONING)
                ? string.Create(CultureInfo.InvariantCulture, $"this machine runs {Machine.MostTasks} tasks at once")
                : null;
        }
    }

    /// <summary>Stops everything that runs and waits for it; the tasks stay on record as running, so that the next session sees that they were cut off.</summary>
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
        while (!_closing.IsCancellationRequested && _running.Count < Machine.MostTasks && tasks.All.FirstOrDefault(task => task.LastStatus == LastStatus.PROVISIONING) is { } next)
        {
            tasks.Put(next with { LastStatus = LastStatus.PENDING });
            _running[next.Id] = Task.Run(() => RunAsync(next));
        }
    }

    private async Task RunAsync(TaskRecord task)
    {
        var outcome = await runner.RunAsync(RunOf(task), start => Started(task.Id, start), _closing.Token);
        lock (_gate)
        {
            _running.Remove(task.Id);
            if (outcome.End != RunEnd.Closing)
            {
                var (code, reason) = Describe(outcome, tasks.Find(task.Id)!.StopAsked);
                End(tasks.Find(task.Id)!, code, reason, outcome.ExitCode);
                Pump();
            }
        }
    }

    // Written down before the program begins, so that a killed session leaves no process that nobody knows.
    private void Started(string id, ContainerStart start)
    {
        lock (_gate)
        {
            var task = tasks.Find(id)!;
            tasks.Put(task with { LastStatus = task.StopAsked is null ? LastStatus.RUNNING : LastStatus.STOPPING, Process = start.Process, StartedAt = start.StartedAt });
        }
    }

    private void End(TaskRecord task, StopCode code, string reason, int? exitCode) => tasks.Put(task with
    {
        LastStatus = LastStatus.STOPPED,
        Process = null,
        StoppedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        StopCode = code,
        StoppedReason = reason,
        ExitCode = exitCode,
    });

    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html and, for Spot, fargate-capacity-providers.html
    private static (StopCode Code, string Reason) Describe(ContainerOutcome outcome, string? asked) => outcome.End switch
    {
        RunEnd.NeverStarted => (StopCode.TaskFailedToStart, outcome.Problem!),
        RunEnd.Stopped => (StopCode.UserInitiated, asked ?? ""),
        RunEnd.Preempted => (StopCode.SpotInterruption, "Your Spot Task was interrupted."),
        _ => (StopCode.EssentialContainerExited, "Essential container in task exited"),
    };

    private static FargateRun RunOf(TaskRecord task) => new()
    {
        Key = task.Id,
        TaskId = task.Id,
        Task = new()
        {
            Image = task.Container.Image,
            Command = task.Container.Command,
            Environment = task.Container.Environment.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
            ExecutionRoleArn = task.ExecutionRoleArn,
            TaskRoleArn = task.TaskRoleArn,
            CpuArchitecture = task.CpuArchitecture,
            LogGroup = task.Container.LogConfiguration!.Options["awslogs-group"],
            LogPrefix = $"{task.Container.LogConfiguration.Options["awslogs-stream-prefix"]}/{task.Container.Name}",
            Network = new(task.Network.Subnets, task.Network.SecurityGroups, task.Network.AssignPublicIp == "ENABLED", "the task's networkConfiguration"),
        },
        Subject = task.Subject,
        Occurrence = task.Try,
        Spot = task.CapacityProvider == "FARGATE_SPOT",
        Grace = TimeSpan.FromSeconds(task.Container.StopTimeout ?? DefaultStopTimeout),
    };
}

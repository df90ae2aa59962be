using System.Globalization;
using CloudStacks.LocalCloud.Services.Fargate;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

/// <summary>Moves tasks through their states, as many at once as the machine takes; no task is ever tried again.</summary>
internal sealed class FargateScheduler(TaskTable tasks, FargateRunner runner, TimeProvider clock) : Scheduler<TaskTable>(tasks)
{
    // stopTimeout where a definition does not give it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
    private const int DefaultStopTimeout = 30;

    /// <summary>Takes up what an earlier session left: tasks that ran went down with it, those that wait go on waiting.</summary>
    public void Resume() => Change(() =>
    {
        foreach (var task in Table.All.Where(task => !task.Ended && task.LastStatus != LastStatus.PROVISIONING).ToList())
        {
            End(task, StopCode.EssentialContainerExited, "Essential container in task exited: the local cloud was stopped while it ran", 128 + 9);
        }
    });

    /// <summary>Asks a task to stop: SIGTERM, then SIGKILL after its stop timeout. Nothing happens to one that has ended.</summary>
    public TaskRecord Stop(TaskRecord task, string reason) => Locked(tasks =>
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
    });

    /// <summary>Why what was started does not run at this moment; null where nothing waits.</summary>
    public string? WhyWaiting() => Locked(tasks => tasks.All.Any(task => task.LastStatus == LastStatus.PROVISIONING)
        ? string.Create(CultureInfo.InvariantCulture, $"this machine runs {Machine.MostTasks} tasks at once")
        : null);

    protected override void Pump()
    {
        while (!IsClosing && RunningCount < Machine.MostTasks && Table.All.FirstOrDefault(task => task.LastStatus == LastStatus.PROVISIONING) is { } next)
        {
            Table.Put(next with { LastStatus = LastStatus.PENDING });
            Start(next.Id, closing => RunAsync(next, closing));
        }
    }

    private async Task<Action?> RunAsync(TaskRecord task, CancellationToken closing)
    {
        var outcome = await runner.RunAsync(RunOf(task), start => Started(task.Id, start), closing);
        return outcome.End == RunEnd.Closing ? null : () =>
        {
            var (code, reason) = Describe(outcome, Table.Find(task.Id)!.StopAsked);
            End(Table.Find(task.Id)!, code, reason, outcome.ExitCode);
        };
    }

    // Written down before the program begins, so that a killed session leaves no process that nobody knows.
    private void Started(string id, ContainerStart start) => Change(() =>
    {
        var task = Table.Find(id)!;
        Table.Put(task with { LastStatus = task.StopAsked is null ? LastStatus.RUNNING : LastStatus.STOPPING, Process = start.Process, StartedAt = start.StartedAt });
    });

    private void End(TaskRecord task, StopCode code, string reason, int? exitCode) => Table.Put(task with
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

using CloudStacks.LocalCloud.Services.GcpCloudRun.Commands;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun;

/// <summary>Cloud Run jobs, behind the commands of <c>gcloud run jobs</c> and <c>gcloud logging</c>.</summary>
public sealed class GcpCloudRunService : ILocalService
{
    private readonly ExecutionTable _table;
    private readonly ExecutionScheduler _scheduler;
    private readonly GcloudCommandSet _commands;

    private GcpCloudRunService(ExecutionTable table, ExecutionScheduler scheduler, GcloudCommandSet commands) => (_table, _scheduler, _commands) = (table, scheduler, commands);

    /// <inheritdoc/>
    public string Service => "gcp-cloud-run";

    /// <summary>Opens the service on what is deployed and takes up what an earlier session left. Throws <see cref="FormatException"/> naming what is not modelled.</summary>
    public static GcpCloudRunService Open(ServiceContext context, GoogleCloud google, ITaskLauncher? launcher = null)
    {
        var folder = Path.Combine(context.DataRoot, "tasks");
        var jobs = DeployedJob.Read(context.State);
        var table = new ExecutionTable(context.DataRoot, name => jobs.Any(job => job.Name == name));
        Orphans.End(table.Processes, folder);

        var logs = new LogStore(context.DataRoot);
        var containers = new ContainerRunner(new(launcher ?? new ProcessLauncher(), logs, folder, context.Faults, context.Clock));
        var scheduler = new ExecutionScheduler(table, new TaskRunner(context.State, google, containers, context.WorkerCommand), context.Clock);
        scheduler.Resume();

        return new(table, scheduler, new GcloudCommandSet(google.Project.Id,
        [
            new ExecuteJob(jobs, scheduler, context.Clock), new DescribeExecution(jobs, scheduler), new ListExecutions(jobs, scheduler), new ListTasks(jobs, scheduler),
            new CancelExecution(jobs, scheduler), new ListJobs(jobs), new ReadLogs(scheduler, logs), .. StackListings.All(context.State),
        ]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICommandHandler> Commands => [_commands];

    /// <inheritdoc/>
    public string? WhyWaiting() => _scheduler.WhyWaiting();

    /// <inheritdoc/>
    public IReadOnlyList<TaskAttempts> Attempts() => _scheduler.Locked(table =>
        table.Executions.LastOrDefault() is { } execution ? table.TasksOf(execution.Name).Select(Describe).ToList() : []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        _table.Dispose();
    }

    private static TaskAttempts Describe(TaskRecord task) => new(
        task.Index,
        task.Attempts.Length + (task.Phase == TaskPhase.Running ? 1 : 0),
        task.Phase switch
        {
            TaskPhase.Succeeded => "succeeded",
            TaskPhase.Running => "running",
            TaskPhase.Pending => "waiting",
            _ => "failed",
        },
        task.Attempts is [.., { ExitCode: not 0 } last] ? last.Message : null);
}

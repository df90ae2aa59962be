using System.Globalization;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;
using CloudStacks.LocalCloud.Services.Fargate;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate;

/// <summary>Amazon ECS tasks on Fargate, behind the commands of <c>aws ecs</c> and <c>aws logs</c>.</summary>
public sealed class AwsEcsFargateService : ILocalService
{
    private readonly RecordJournal<TaskRecord> _journal;
    private readonly FargateScheduler _scheduler;
    private readonly AwsCommandSet _commands;

    private AwsEcsFargateService(RecordJournal<TaskRecord> journal, FargateScheduler scheduler, AwsCommandSet commands) => (_journal, _scheduler, _commands) = (journal, scheduler, commands);

    /// <inheritdoc/>
    public string Service => "aws-ecs-fargate";

    /// <summary>Opens the service on what is deployed and takes up what an earlier session left. Throws <see cref="FormatException"/> naming what is not modelled.</summary>
    public static AwsEcsFargateService Open(ServiceContext context, AwsCloud aws, ITaskLauncher? launcher = null)
    {
        var folder = Path.Combine(context.DataRoot, "tasks");
        var deployment = new EcsDeployment(context.State);
        var (journal, records) = TaskJournal.Open(context.DataRoot);
        Orphans.End(records.Where(record => !record.Ended).Select(record => record.Process).OfType<ProcessIdentity>(), folder);

        var logs = new LogStore(context.DataRoot);
        var scheduler = new FargateScheduler(new TaskTable(journal, records), new FargateRunner(FargateHost.Of(context, aws, logs, folder, launcher)), context.Clock);
        scheduler.Resume();

        return new(journal, scheduler, new AwsCommandSet(
        [
            new RunTask(deployment, scheduler, context.Faults, context.Clock), new DescribeTasks(deployment, scheduler, context.Clock),
            new ListTasks(deployment, scheduler, context.Clock), new StopTask(deployment, scheduler),
            new DescribeClusters(deployment, scheduler), new DescribeTaskDefinition(deployment),
            new GetLogEvents(context.State, logs), new DescribeLogGroups(context.State), new GetTaggedResources(context.State),
        ]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICommandHandler> Commands => [_commands];

    /// <inheritdoc/>
    public string? WhyWaiting() => _scheduler.WhyWaiting();

    /// <inheritdoc/>
    public IReadOnlyList<TaskAttempts> Attempts() => _scheduler.Locked(tasks =>
    {
        var starter = tasks.All.LastOrDefault(task => task.Slice is not null)?.StartedBy;
        return tasks.All.Where(task => task.Slice is not null && task.StartedBy == starter).GroupBy(task => task.Slice!.Value).OrderBy(group => group.Key)
            .Select(group => Describe(group.Key, [.. group])).ToArray();
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        _journal.Dispose();
    }

    private static TaskAttempts Describe(int slice, TaskRecord[] tries)
    {
        var failed = tries.LastOrDefault(task => task is { Ended: true, ExitCode: not 0 });
        return new(
            slice,
            tries.Count(task => task.LastStatus != LastStatus.PROVISIONING),
            tries[^1] switch
            {
                { Ended: true, ExitCode: 0 } => "succeeded",
                { Ended: true } => "failed",
                { LastStatus: LastStatus.PROVISIONING } => "waiting",
                _ => "running",
            },
            failed is null ? null : failed.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"{failed.StoppedReason} (exit code {code})") : failed.StoppedReason);
    }
}

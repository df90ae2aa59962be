using System.Globalization;
using CloudStacks.LocalCloud.Services.Aws;
using CloudStacks.LocalCloud.Services.AwsBatch.Commands;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Services.AwsBatch.Jobs;
using CloudStacks.LocalCloud.Services.Fargate;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsBatch;

/// <summary>AWS Batch on Fargate, behind the commands of <c>aws batch</c> and <c>aws logs</c>.</summary>
public sealed class AwsBatchService : ILocalService
{
    private readonly RecordJournal<JobRecord> _journal;
    private readonly JobScheduler _scheduler;
    private readonly AwsCommandSet _commands;

    private AwsBatchService(RecordJournal<JobRecord> journal, JobScheduler scheduler, AwsCommandSet commands) => (_journal, _scheduler, _commands) = (journal, scheduler, commands);

    /// <inheritdoc/>
    public string Service => "aws-batch";

    /// <summary>Opens the service on what is deployed and takes up what an earlier session left. Throws <see cref="FormatException"/> naming what is not modelled.</summary>
    public static AwsBatchService Open(ServiceContext context, AwsCloud aws, ITaskLauncher? launcher = null)
    {
        var tasks = Path.Combine(context.DataRoot, "tasks");
        var (journal, records) = JobJournal.Open(context.DataRoot);
        Orphans.End(records.Where(record => !record.Ended).Select(record => record.Process).OfType<ProcessIdentity>(), tasks);

        var deployment = new BatchDeployment(context.State, aws.Authorizer);
        var logs = new LogStore(context.DataRoot);
        var table = new JobTable(journal);
        table.Restore(records);
        var runner = new FargateRunner(FargateHost.Of(context, aws, logs, tasks, launcher));
        var scheduler = new JobScheduler(new Dispatcher(deployment, table), table, new AttemptRunner(runner), context.Clock);
        scheduler.Resume();

        return new(journal, scheduler, new AwsCommandSet(
        [
            new SubmitJob(deployment, scheduler, context.Clock), new DescribeJobs(scheduler), new ListJobs(deployment, scheduler),
            new TerminateJob(scheduler), new CancelJob(scheduler), new GetJobQueueSnapshot(deployment, scheduler),
            new DescribeJobQueues(deployment), new DescribeComputeEnvironments(deployment), new DescribeJobDefinitions(deployment),
            new GetLogEvents(context.State, logs), new DescribeLogGroups(context.State), new GetTaggedResources(context.State),
        ]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICommandHandler> Commands => [_commands];

    /// <inheritdoc/>
    public string? WhyWaiting() => _scheduler.WhyWaiting();

    /// <inheritdoc/>
    public IReadOnlyList<TaskAttempts> Attempts() => _scheduler.Locked(jobs =>
        jobs.TopLevel.LastOrDefault(job => job.DependsOn.IsEmpty) is not { } run ? []
        : run.ArraySize is null ? (TaskAttempts[])[Describe(run)]
        : [.. jobs.ChildrenOf(run.Id).Select(Describe)]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        _journal.Dispose();
    }

    private static TaskAttempts Describe(JobRecord job) => new(
        job.Index ?? 0,
        job.Attempts.Length + (job.Status is JobStatus.STARTING or JobStatus.RUNNING ? 1 : 0),
        job.Status switch
        {
            JobStatus.SUCCEEDED => "succeeded",
            JobStatus.FAILED => "failed",
            JobStatus.STARTING or JobStatus.RUNNING => "running",
            _ => "waiting",
        },
        job.Attempts is [.., { ExitCode: not 0 } last] ? last.Reason ?? (last.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"{last.StatusReason} (exit code {code})") : last.StatusReason) : null);
}

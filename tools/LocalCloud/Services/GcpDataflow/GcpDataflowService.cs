using CloudStacks.LocalCloud.Services.GcpDataflow.Commands;
using CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpDataflow;

/// <summary>Dataflow, behind the commands of <c>gcloud dataflow</c> and <c>gcloud logging</c>.</summary>
public sealed class GcpDataflowService : ILocalService
{
    private readonly JobTable _table;
    private readonly JobScheduler _scheduler;
    private readonly GcloudCommandSet _commands;

    private GcpDataflowService(JobTable table, JobScheduler scheduler, GcloudCommandSet commands) => (_table, _scheduler, _commands) = (table, scheduler, commands);

    /// <inheritdoc/>
    public string Service => "gcp-dataflow";

    /// <summary>Opens the service on what is deployed and takes up what an earlier session left.</summary>
    /// <param name="context">What is deployed, and where.</param>
    /// <param name="google">The cloud.</param>
    /// <param name="beam">The command line of Beam's direct runner, or null where it must not be used; left out, it is looked for.</param>
    public static GcpDataflowService Open(ServiceContext context, GoogleCloud google, Func<IReadOnlyList<string>?>? beam = null)
    {
        var folder = Path.Combine(context.DataRoot, "tasks");
        var table = new JobTable(context.DataRoot);
        Orphans.End(table.Processes, folder);

        var store = new LogStore(context.DataRoot);
        var logs = new JobLogs(store, context.Clock);
        var commands = new WorkerCommands(context.WorkerCommand, beam ?? BeamPython.Find);
        var containers = new ContainerRunner(new(new ProcessLauncher(), store, folder, context.Faults, context.Clock));
        var scheduler = new JobScheduler(table, new BundleRunner(google, containers, commands, logs, context.Faults), logs, context.Clock);
        scheduler.Resume();

        var project = google.Project.Id;
        return new(table, scheduler, new GcloudCommandSet(project,
        [
            new RunFlexTemplate(context.State, google, scheduler, () => commands.Beam is not null, context.Clock), new DescribeJob(scheduler, project), new ListJobs(scheduler),
            new CancelJob(scheduler), new ReadLogs(scheduler, logs, project), .. StackListings.All(context.State),
        ]));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ICommandHandler> Commands => [_commands];

    /// <inheritdoc/>
    public string? WhyWaiting() => _scheduler.WhyWaiting();

    /// <inheritdoc/>
    public IReadOnlyList<TaskAttempts> Attempts() => _scheduler.Locked(table => table.Jobs.LastOrDefault() is not { } job ? [] : table.BundlesOf(job.Id)
        .Where(bundle => bundle.Kind != BundleKind.Reduce).SelectMany(bundle => bundle.Elements.Select(element => Describe(bundle, element))).OrderBy(task => task.Slice).ToList());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _scheduler.DisposeAsync();
        _table.Dispose();
    }

    private static TaskAttempts Describe(BundleRecord bundle, ElementRecord element) => new(element.Slice, element.Tries, bundle.Phase switch
    {
        BundlePhase.Done => "succeeded",
        BundlePhase.Running when element.Tries > 0 => "running",
        BundlePhase.Running or BundlePhase.Waiting => "waiting",
        _ => "failed",
    }, element.Reason);
}

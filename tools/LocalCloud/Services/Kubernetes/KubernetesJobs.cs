using CloudStacks.LocalCloud.Services.Kubernetes.Cluster;
using CloudStacks.LocalCloud.Services.Kubernetes.Commands;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Kubernetes;

/// <summary>The Jobs of a cluster, behind the commands of <c>kubectl</c>, whoever's cluster it is.</summary>
internal sealed class KubernetesJobs : IAsyncDisposable
{
    private readonly ObjectTable _table;
    private readonly JobController _controller;

    private KubernetesJobs(ObjectTable table, JobController controller, ICommandHandler commands) => (_table, _controller, Commands) = (table, controller, commands);

    /// <summary>Answers <c>kubectl</c>.</summary>
    public ICommandHandler Commands { get; }

    /// <summary>Opens the Jobs of a stack's data folder and takes up what an earlier session left. Throws <see cref="FormatException"/> naming what is not modelled.</summary>
    public static KubernetesJobs Open(ServiceContext context, IClusterHost host, ITaskLauncher? launcher = null)
    {
        var folder = Path.Combine(context.DataRoot, "tasks");
        var table = new ObjectTable(context.DataRoot);
        Orphans.End(table.Processes, folder);

        var objects = new ClusterObjects(context.State, host);
        var admission = new Admission(objects, host);
        var logs = new LogStore(context.DataRoot);
        var runner = new PodRunner(new ContainerRunner(new(launcher ?? new ProcessLauncher(), logs, folder, context.Faults, context.Clock)), host, context.WorkerCommand);
        var controller = new JobController(table, objects, new PodFactory(table, admission, context.Faults, context.Clock), runner, logs, context.Clock);
        controller.Resume();

        return new(table, controller, new KubectlCommandSet(
        [
            new CreateJob(controller, objects, admission, context.Clock), new PatchJob(controller), new GetObjects(controller),
            new PrintLogs(controller, logs), new DeleteJobs(controller, objects.HasNamespace),
        ]));
    }

    /// <inheritdoc cref="ILocalService.WhyWaiting"/>
    public string? WhyWaiting() => _controller.WhyWaiting();

    /// <summary>The tries of the Job that was made last, by index.</summary>
    public IReadOnlyList<TaskAttempts> Attempts() => _controller.Locked(table =>
        table.Jobs.LastOrDefault() is { } job ? Describe(job, table.PodsOf(job)) : []);

    public async ValueTask DisposeAsync()
    {
        await _controller.DisposeAsync();
        _table.Dispose();
    }

    private static List<TaskAttempts> Describe(JobRecord job, IReadOnlyList<PodRecord> pods)
    {
        var progress = new IndexProgress(job.Spec, pods);
        var byIndex = pods.ToLookup(pod => pod.Index);
        return [.. Enumerable.Range(0, job.Spec.Completions).Select(index => Describe(index, byIndex[index].ToList(), progress))];
    }

    private static TaskAttempts Describe(int index, List<PodRecord> tries, IndexProgress progress)
    {
        var failed = tries.LastOrDefault(pod => pod is { Phase: PodPhase.Failed, Deleting: false });
        return new(
            index,
            tries.Count(pod => pod.StartedAt is not null),
            progress.Succeeded.Contains(index) ? "succeeded"
                : progress.Failed.Contains(index) ? "failed"
                : tries.Any(pod => pod is { Phase: PodPhase.Running }) ? "running" : "waiting",
            failed is null ? null : FormattableString.Invariant($"{failed.Disruption ?? failed.Reason} (exit code {failed.ExitCode})"));
    }
}

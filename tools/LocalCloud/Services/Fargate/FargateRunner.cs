using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>What tasks run with.</summary>
internal sealed record FargateHost(ContainerHost Containers, TaskStart Checks, AwsCloud Aws, IReadOnlyList<string> Worker)
{
    /// <summary>The host of a session, whose tasks work below one folder.</summary>
    public static FargateHost Of(ServiceContext context, AwsCloud aws, LogStore logs, string folder, ITaskLauncher? launcher) => new(
        new(launcher ?? new ProcessLauncher(), logs, folder, context.Faults, context.Clock), new TaskStart(context.State, aws.Authorizer), aws, context.WorkerCommand);
}

/// <summary>Runs Fargate tasks: checks what they need, and gives them the environment of Fargate.</summary>
internal sealed class FargateRunner(FargateHost host)
{
    private readonly ContainerRunner _containers = new(host.Containers);

    /// <inheritdoc cref="ContainerRunner.Stop"/>
    public void Stop(string key) => _containers.Stop(key);

    /// <summary>Runs to the end; <paramref name="started"/> is called once the process is known and before its program begins.</summary>
    public Task<ContainerOutcome> RunAsync(FargateRun run, Action<ContainerStart> started, CancellationToken closing) =>
        _containers.RunAsync(run.Key, () => Prepare(run), started, closing);

    private ContainerRun Prepare(FargateRun run) => host.Checks.Problem(run.Task) is { } problem ? throw new TaskStartException(problem) : new()
    {
        Id = run.TaskId,
        Argv = [.. host.Worker, .. run.Task.Command],
        Environment = EnvironmentOf(run),
        LogGroup = run.Task.LogGroup,
        LogStream = $"{run.Task.LogPrefix}/{run.TaskId}",
        Subject = run.Subject,
        Occurrence = run.Occurrence,
        Spot = run.Spot,
        Timeout = run.Timeout,
        Grace = run.Grace,
    };

    private Dictionary<string, string> EnvironmentOf(FargateRun run)
    {
        try
        {
            return TaskEnvironment.Of(run, host.Aws);
        }
        catch (IdentityException refusal)
        {
            throw new TaskStartException($"ResourceInitializationError: {refusal.Message}", refusal);
        }
    }
}

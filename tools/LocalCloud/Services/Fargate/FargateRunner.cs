using System.Collections.Concurrent;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>What tasks run with.</summary>
internal sealed record FargateHost(
    ITaskLauncher Launcher, TaskStart Checks, AwsCloud Aws, LogStore Logs, IReadOnlyList<string> Worker, string Folder, FaultPlan Faults, TimeProvider Clock)
{
    /// <summary>The host of a session, whose tasks work below one folder.</summary>
    public static FargateHost Of(ServiceContext context, AwsCloud aws, LogStore logs, string folder, ITaskLauncher? launcher) =>
        new(launcher ?? new ProcessLauncher(), new TaskStart(context.State, aws.Authorizer), aws, logs, context.WorkerCommand, folder, context.Faults, context.Clock);
}

/// <summary>Runs Fargate tasks as processes: checks, start, timeout, interruption, end.</summary>
internal sealed class FargateRunner(FargateHost host)
{
    private const int SigKilled = 128 + 9;

    private readonly FaultMoments _faults = new(host.Faults);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _stops = new(StringComparer.Ordinal);

    /// <summary>Asks a run to stop, now or as soon as it begins.</summary>
    public void Stop(string key) => _stops.GetOrAdd(key, _ => NewStop()).TrySetResult();

    /// <summary>Runs to the end; <paramref name="started"/> is called once the process is known and before its program begins.</summary>
    public async Task<FargateOutcome> RunAsync(FargateRun run, Action<FargateStart> started, CancellationToken closing)
    {
        try
        {
            return host.Checks.Problem(run.Task) is { } problem ? NeverStarted(problem) : await RunProcessAsync(run, started, closing);
        }
        catch (Exception failure) when (failure is IdentityException or TaskStartException)
        {
            return NeverStarted($"ResourceInitializationError: {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk must end the run, not leave it starting for ever.
            return NeverStarted($"the local cloud cannot write below {host.Folder}: {failure.Message}");
        }
        finally
        {
            _stops.TryRemove(run.Key, out _);
            RemoveFolder(FolderOf(run));
        }
    }

    private async Task<FargateOutcome> RunProcessAsync(FargateRun run, Action<FargateStart> started, CancellationToken closing)
    {
        var stream = $"{run.Task.LogPrefix}/{run.TaskId}";
        using var log = host.Logs.Append(run.Task.LogGroup, stream, host.Clock);
        var task = host.Launcher.Start(new([.. host.Worker, .. run.Task.Command], TaskEnvironment.Of(run, host.Aws), FolderOf(run), log.Write));
        var start = new FargateStart(task.Process, Now(), stream);
        try
        {
            started(start);
        }
        catch
        {
            task.Kill();
            throw;
        }
        task.Release();

        var end = await FirstEndAsync(run, task, closing);
        await StopAsync(run, task, end, closing);
        var exit = await task.Exit;
        var (code, stopped) = (end == RunEnd.Killed ? SigKilled : exit, Now());
        if (code == 0 && end != RunEnd.Closing)
        {
            _faults.Learn(TimeSpan.FromMilliseconds(stopped - start.StartedAt));
        }
        return new(end, stopped, start, end == RunEnd.Closing ? null : code);
    }

    private async Task<RunEnd> FirstEndAsync(FargateRun run, IRunningTask task, CancellationToken closing)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(closing);
        var first = await Task.WhenAny(
            Tagged(task.Exit, RunEnd.Exited),
            Tagged(_stops.GetOrAdd(run.Key, _ => NewStop()).Task, RunEnd.Stopped),
            After(run.Timeout, RunEnd.TimedOut, ended.Token),
            After(Strike(FaultKind.Kill, run), RunEnd.Killed, ended.Token),
            After(run.Spot ? Strike(FaultKind.Preempt, run) : null, RunEnd.Preempted, ended.Token));
        var end = await first;
        await ended.CancelAsync();
        // A task that was faster than its kill is killed at its very end: its work is done and nobody hears of it. So a seed strikes the same
        // tasks on a fast and on a slow machine.
        return end == RunEnd.Exited && Strike(FaultKind.Kill, run) is not null ? RunEnd.Killed : end;
    }

    private Task StopAsync(FargateRun run, IRunningTask task, RunEnd end, CancellationToken closing)
    {
        if (end is RunEnd.Stopped or RunEnd.TimedOut or RunEnd.Preempted)
        {
            return task.StopAsync(run.Grace, host.Clock, closing);
        }
        if (end is RunEnd.Killed or RunEnd.Closing)
        {
            task.Kill();
        }
        return Task.CompletedTask;
    }

    private static TaskCompletionSource NewStop() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TimeSpan? Strike(FaultKind kind, FargateRun run) => _faults.Moment(kind, run.Subject, run.Occurrence);

    private static async Task<RunEnd> Tagged(Task task, RunEnd end)
    {
        await task;
        return end;
    }

    // Where there is no such moment this waits for the session's end; once the run has ended nobody listens any more.
    private async Task<RunEnd> After(TimeSpan? delay, RunEnd end, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay ?? Timeout.InfiniteTimeSpan, host.Clock, cancellationToken);
            return end;
        }
        catch (OperationCanceledException)
        {
            return RunEnd.Closing;
        }
    }

    private FargateOutcome NeverStarted(string problem) => new(RunEnd.NeverStarted, Now(), Problem: problem);

    private string FolderOf(FargateRun run) => Path.Combine(host.Folder, run.TaskId);

    private long Now() => host.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static void RemoveFolder(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (IOException)
        {
            // A descendant that is just being killed still wrote into it; the next session empties the parent folder.
        }
    }
}

using System.Collections.Concurrent;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>What attempts run with.</summary>
internal sealed record AttemptHost(
    ITaskLauncher Launcher, TaskStart Checks, TaskEnvironment Environments, LogStore Logs, IReadOnlyList<string> Worker, string Folder, FaultPlan Faults, TimeProvider Clock);

/// <summary>Runs one attempt as a process: checks, start, timeout, interruption, end.</summary>
internal sealed class AttemptRunner(AttemptHost host)
{
    /// <summary>SIGTERM to SIGKILL at a timeout or a termination: https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>The warning before Spot capacity goes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html</summary>
    private static readonly TimeSpan SpotWarning = TimeSpan.FromMinutes(2);

    // Faults strike within the time that an attempt takes, so that they find it running; the first attempts are taken to be short.
    private TimeSpan _usual = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _stops = new(StringComparer.Ordinal);

    /// <summary>Asks the running attempt of a job to stop.</summary>
    public void Stop(string jobId) => _stops.GetOrAdd(jobId, _ => NewStop()).TrySetResult();

    /// <summary>Runs to the end; <paramref name="running"/> is called once the process is known and before it begins.</summary>
    public async Task<AttemptOutcome> RunAsync(Attempt attempt, Action<JobRecord> running, CancellationToken closing)
    {
        var container = attempt.Root.Container!;
        var taskId = Guid.NewGuid().ToString("N");
        try
        {
            if (host.Checks.Problem(container, attempt.Environment) is { } problem)
            {
                return NeverStarted(problem);
            }
            return await RunProcessAsync(attempt, taskId, running, closing);
        }
        catch (Exception failure) when (failure is IdentityException or TaskStartException)
        {
            return NeverStarted($"ResourceInitializationError: {failure.Message}");
        }
        finally
        {
            _stops.TryRemove(attempt.Job.Id, out _);
            RemoveFolder(Path.Combine(host.Folder, taskId));
        }
    }

    private async Task<AttemptOutcome> RunProcessAsync(Attempt attempt, string taskId, Action<JobRecord> running, CancellationToken closing)
    {
        var container = attempt.Root.Container!;
        var (group, stream) = TaskEnvironment.LogStream(container, attempt.Root.Definition, taskId);
        using var log = host.Logs.Append(group, stream, host.Clock);
        var stop = _stops.GetOrAdd(attempt.Job.Id, _ => NewStop()).Task;
        var task = host.Launcher.Start(new([.. host.Worker, .. container.Command], host.Environments.For(attempt), Path.Combine(host.Folder, taskId), log.Write));
        var started = Now();
        running(attempt.Job with { Status = JobStatus.RUNNING, Process = task.Process, StartedAt = started, LogStream = stream });
        task.Release();

        var timedOut = false;
        var statusReason = "Essential container in task exited";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(closing);
        var first = await Task.WhenAny(
            task.Exit,
            Tagged(stop, End.Terminated),
            After(Timeout(attempt), End.TimedOut, ended.Token),
            After(Strike(FaultKind.Kill, attempt), End.Killed, ended.Token),
            After(attempt.Environment.Spot ? Strike(FaultKind.Preempt, attempt) : null, End.Preempted, ended.Token));
        switch (first is Task<End> end ? await end : End.Exited)
        {
            case End.Terminated:
                await task.StopAsync(Grace, host.Clock);
                break;
            case End.TimedOut:
                (timedOut, statusReason) = (true, "Job attempt duration exceeded timeout");
                await task.StopAsync(Grace, host.Clock);
                break;
            case End.Killed:
                task.Kill();
                break;
            case End.Preempted:
                // AWS documents this text for the ECS task; that Batch repeats it as the job's status reason is not documented, so programs
                // must not rely on it and rules should match the exit code.
                statusReason = "Your Spot Task was interrupted.";
                await task.StopAsync(SpotWarning, host.Clock);
                break;
            case End.Closing:
                task.Kill();
                await task.Exit;
                return new(new(started, Now(), null, "closing", null, stream), Interrupted: true);
        }
        // A kill that came too late for the process finds it at its very end: what it did is done, and nobody learns its exit code.
        var code = host.Faults.Strikes(FaultKind.Kill, attempt.Subject, attempt.Number) ? await KilledAsync(task) : await task.Exit;
        await ended.CancelAsync();
        var stopped = Now();
        _usual = code == 0 ? TimeSpan.FromMilliseconds(Math.Max(1, stopped - started)) : _usual;
        return new(new(started, stopped, code, statusReason, null, stream), timedOut);
    }

    private static async Task<int> KilledAsync(IRunningTask task)
    {
        await task.Exit;
        return 128 + 9;
    }

    private enum End { Exited, Terminated, TimedOut, Killed, Preempted, Closing }

    private static TaskCompletionSource NewStop() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TimeSpan? Timeout(Attempt attempt) => attempt.Root.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private TimeSpan? Strike(FaultKind kind, Attempt attempt) =>
        host.Faults.Strikes(kind, attempt.Subject, attempt.Number) ? _usual * host.Faults.Fraction(kind, attempt.Subject + "/moment", attempt.Number) : null;

    private static async Task<End> Tagged(Task task, End end)
    {
        await task;
        return end;
    }

    // Where there is no such moment this waits for the session's end; once the attempt has ended nobody listens any more.
    private async Task<End> After(TimeSpan? delay, End end, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay ?? System.Threading.Timeout.InfiniteTimeSpan, host.Clock, cancellationToken);
            return end;
        }
        catch (OperationCanceledException)
        {
            return End.Closing;
        }
    }

    private AttemptOutcome NeverStarted(string reason) => new(new(null, Now(), null, "Task failed to start", reason, null));

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

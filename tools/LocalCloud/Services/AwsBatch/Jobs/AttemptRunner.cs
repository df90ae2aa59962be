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
    /// <summary>
    /// SIGTERM to SIGKILL, at a timeout, a termination and a Spot interruption (https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html).
    /// Of the two minutes that Fargate Spot announces a container gets its stopTimeout only, and containerProperties has no such member, so
    /// that the default of 30 s holds (API_TaskContainerProperties).
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private const int SigKilled = 128 + 9;

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
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk must end the attempt, not leave the job STARTING for ever.
            return NeverStarted($"the local cloud cannot write below {host.Folder}: {failure.Message}");
        }
        finally
        {
            _stops.TryRemove(attempt.Job.Id, out _);
            RemoveFolder(Path.Combine(host.Folder, taskId));
        }
    }

    private async Task<AttemptOutcome> RunProcessAsync(Attempt attempt, string taskId, Action<JobRecord> running, CancellationToken closing)
    {
        var (group, stream) = TaskEnvironment.LogStream(attempt.Root.Container!, attempt.Root.Definition, taskId);
        using var log = host.Logs.Append(group, stream, host.Clock);
        var task = host.Launcher.Start(new([.. host.Worker, .. Command(attempt.Root)], host.Environments.For(attempt), Path.Combine(host.Folder, taskId), log.Write));
        var started = Now();
        try
        {
            running(attempt.Job with { Status = JobStatus.RUNNING, Process = task.Process, StartedAt = started, LogStream = stream });
        }
        catch
        {
            task.Kill();
            throw;
        }
        task.Release();

        var end = await FirstEndAsync(attempt, task, closing);
        await StopAsync(task, end, closing);
        var exit = await task.Exit;
        var (code, stopped) = (end == End.Killed ? SigKilled : exit, Now());
        if (end == End.Closing)
        {
            return new(new(started, stopped, null, "closing", null, stream), Interrupted: true);
        }
        _usual = code == 0 ? TimeSpan.FromMilliseconds(Math.Max(1, stopped - started)) : _usual;
        return new(new(started, stopped, code, StatusReason(end), null, stream), TimedOut: end == End.TimedOut);
    }

    private async Task<End> FirstEndAsync(Attempt attempt, IRunningTask task, CancellationToken closing)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(closing);
        var first = await Task.WhenAny(
            Tagged(task.Exit, End.Exited),
            Tagged(_stops.GetOrAdd(attempt.Job.Id, _ => NewStop()).Task, End.Terminated),
            After(Timeout(attempt), End.TimedOut, ended.Token),
            After(Strike(FaultKind.Kill, attempt), End.Killed, ended.Token),
            After(attempt.Environment.Spot ? Strike(FaultKind.Preempt, attempt) : null, End.Preempted, ended.Token));
        var end = await first;
        await ended.CancelAsync();
        // A task that was faster than its kill is killed at its very end: its work is done and nobody hears of it. So a seed strikes the same
        // tasks on a fast and on a slow machine.
        return end == End.Exited && Strike(FaultKind.Kill, attempt) is not null ? End.Killed : end;
    }

    private Task StopAsync(IRunningTask task, End end, CancellationToken closing)
    {
        if (end is End.Terminated or End.TimedOut or End.Preempted)
        {
            return task.StopAsync(Grace, host.Clock, closing);
        }
        if (end is End.Killed or End.Closing)
        {
            task.Kill();
        }
        return Task.CompletedTask;
    }

    // AWS documents the Spot text for the ECS task; that Batch repeats it as the job's status reason is not documented, so programs must
    // not rely on it and rules should match the exit code.
    private static string StatusReason(End end) => end switch
    {
        End.TimedOut => "Job attempt duration exceeded timeout",
        End.Preempted => "Your Spot Task was interrupted.",
        _ => "Essential container in task exited",
    };

    private enum End { Exited, Terminated, TimedOut, Killed, Preempted, Closing }

    // A name without a value stays as it is: https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html
    private static IEnumerable<string> Command(JobRecord root) => root.Container!.Command.Select(word =>
        word.StartsWith("Ref::", StringComparison.Ordinal) && root.Parameters?.GetValueOrDefault(word["Ref::".Length..]) is { } value ? value : word);

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

using System.Collections.Concurrent;
using CloudStacks.LocalCloud.Faults;

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>What containers run with.</summary>
/// <param name="Launcher">Starts the processes.</param>
/// <param name="Logs">Takes what they write.</param>
/// <param name="Folder">The folder below which each works in one of its own.</param>
/// <param name="Faults">The faults that strike them.</param>
/// <param name="Clock">The clock.</param>
internal sealed record ContainerHost(ITaskLauncher Launcher, LogStore Logs, string Folder, FaultPlan Faults, TimeProvider Clock);

/// <summary>Runs containers as processes: start, timeout, interruption, faults, end.</summary>
internal sealed class ContainerRunner(ContainerHost host)
{
    private const int SigKilled = 128 + 9;

    private readonly FaultMoments _faults = new(host.Faults);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _stops = new(StringComparer.Ordinal);

    /// <summary>Asks a run to stop, now or as soon as it begins.</summary>
    public void Stop(string key) => StopOf(key).TrySetResult();

    /// <summary>Runs to the end.</summary>
    /// <param name="key">By what <see cref="Stop"/> knows the run.</param>
    /// <param name="prepare">Says what to run. Throws <see cref="TaskStartException"/> where something that it needs is missing.</param>
    /// <param name="started">Called once the process is known and before its program begins.</param>
    /// <param name="closing">Set when the session closes.</param>
    public async Task<ContainerOutcome> RunAsync(string key, Func<ContainerRun> prepare, Action<ContainerStart> started, CancellationToken closing)
    {
        string? folder = null;
        try
        {
            var run = prepare();
            folder = Path.Combine(host.Folder, run.Id);
            return await RunProcessAsync(run, folder, StopOf(key), started, closing);
        }
        catch (TaskStartException failure)
        {
            return NeverStarted(failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk must end the run, not leave it starting for ever.
            return NeverStarted($"the local cloud cannot write below {host.Folder}: {failure.Message}");
        }
        finally
        {
            _stops.TryRemove(key, out _);
            RemoveFolder(folder);
        }
    }

    private async Task<ContainerOutcome> RunProcessAsync(
        ContainerRun run, string folder, TaskCompletionSource stop, Action<ContainerStart> started, CancellationToken closing)
    {
        using var log = host.Logs.Append(run.LogGroup, run.LogStream, host.Clock);
        var task = host.Launcher.Start(new(run.Argv, run.Environment, folder, log.Write));
        var start = new ContainerStart(task.Process, Now(), run.LogStream);
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

        var end = await FirstEndAsync(run, stop, task, closing);
        await StopAsync(run, task, end, closing);
        var exit = await task.Exit;
        var (code, stopped) = (end == RunEnd.Killed ? SigKilled : exit, Now());
        if (code == 0 && end != RunEnd.Closing)
        {
            _faults.Learn(TimeSpan.FromMilliseconds(stopped - start.StartedAt));
        }
        return new(end, stopped, start, end == RunEnd.Closing ? null : code);
    }

    private async Task<RunEnd> FirstEndAsync(ContainerRun run, TaskCompletionSource stop, IRunningTask task, CancellationToken closing)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(closing);
        var first = await Task.WhenAny(
            Tagged(task.Exit, RunEnd.Exited),
            Tagged(stop.Task, RunEnd.Stopped),
            After(run.Timeout, RunEnd.TimedOut, ended.Token),
            After(Strike(FaultKind.Kill, run), RunEnd.Killed, ended.Token),
            After(run.Spot ? Strike(FaultKind.Preempt, run) : null, RunEnd.Preempted, ended.Token));
        var end = await first;
        await ended.CancelAsync();
        // A task that was faster than its kill is killed at its very end: its work is done and nobody hears of it. So a seed strikes the same
        // tasks on a fast and on a slow machine.
        return end == RunEnd.Exited && Strike(FaultKind.Kill, run) is not null ? RunEnd.Killed : end;
    }

    private Task StopAsync(ContainerRun run, IRunningTask task, RunEnd end, CancellationToken closing)
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

    private TimeSpan? Strike(FaultKind kind, ContainerRun run) => _faults.Moment(kind, run.Subject, run.Occurrence);

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

    private TaskCompletionSource StopOf(string key) => _stops.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private ContainerOutcome NeverStarted(string problem) => new(RunEnd.NeverStarted, Now(), Problem: problem);

    private long Now() => host.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static void RemoveFolder(string? folder)
    {
        try
        {
            if (folder is not null && Directory.Exists(folder))
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

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>What one attempt of a task runs.</summary>
/// <param name="Argv">Program and arguments.</param>
/// <param name="Environment">The task's whole environment, apart from PATH, HOME and TMPDIR, which the launcher adds.</param>
/// <param name="Folder">The attempt's own folder: working directory, home and temporary files. Made before the start, removed after the end.</param>
/// <param name="OnLine">Takes each line of standard output and standard error; called from several threads.</param>
public sealed record TaskCommand(
    IReadOnlyList<string> Argv,
    IReadOnlyDictionary<string, string> Environment,
    string Folder,
    Action<string> OnLine);

/// <summary>Starts the processes of tasks.</summary>
public interface ITaskLauncher
{
    /// <summary>
    /// Starts a process that waits until it is released, so that its identity can be written down first. Throws <see cref="TaskStartException"/>
    /// where the program cannot be started.
    /// </summary>
    IRunningTask Start(TaskCommand command);
}

/// <summary>The process of one attempt.</summary>
public interface IRunningTask
{
    /// <summary>The process.</summary>
    ProcessIdentity Process { get; }

    /// <summary>The exit code: the program's own, or 128 + the number of the signal that ended it (137 for SIGKILL, 143 for SIGTERM).</summary>
    Task<int> Exit { get; }

    /// <summary>Lets the program begin.</summary>
    void Release();

    /// <summary>Sends SIGTERM to the program.</summary>
    void Terminate();

    /// <summary>Sends SIGKILL to the program and all that it started.</summary>
    void Kill();
}

/// <summary>A task's program could not be started; the message says why.</summary>
public sealed class TaskStartException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>How a task is stopped.</summary>
public static class TaskStop
{
    /// <summary>
    /// SIGTERM, then SIGKILL to the whole process tree if it still runs after the grace period, or as soon as <paramref name="hurry"/>
    /// is cancelled.
    /// </summary>
    public static async Task StopAsync(this IRunningTask task, TimeSpan grace, TimeProvider clock, CancellationToken hurry = default)
    {
        task.Terminate();
        try
        {
            await task.Exit.WaitAsync(grace, clock, hurry);
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            task.Kill();
            await task.Exit;
        }
    }
}

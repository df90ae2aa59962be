using System.Diagnostics;

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>One attempt's process: its lines, its end, its signals.</summary>
internal sealed class TaskProcess : IRunningTask
{
    // A process that left its group may keep the pipe open for ever; what it writes is no longer the task's.
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly int _pid;

    public TaskProcess(Process process, Action<string> onLine)
    {
        _process = process;
        _pid = process.Id;
        Process = ProcessIdentity.Of(_pid) ?? new ProcessIdentity(_pid, 0);
        Exit = WatchAsync(OutputLines.ReadAsync(process.StandardOutput, onLine), OutputLines.ReadAsync(process.StandardError, onLine));
    }

    public ProcessIdentity Process { get; }

    public Task<int> Exit { get; }

    public void Release()
    {
        try
        {
            _process.StandardInput.WriteLine("go");
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed before it began; its exit code tells.
        }
    }

    public void Terminate() => ProcessTree.Terminate(Process);

    public void Kill() => ProcessTree.KillAll(Process);

    private async Task<int> WatchAsync(Task output, Task error)
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        // As in a container, the end of the first process is the end of all that it started.
        ProcessTree.KillGroup(_pid);
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(LastLines));
        var code = _process.ExitCode;
        _process.Dispose();
        return code;
    }
}

using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>Tasks without a process: they run until they are stopped, and note the signals that they get.</summary>
/// <param name="endsOnTerm">Whether SIGTERM ends them.</param>
internal sealed class ObedientLauncher(bool endsOnTerm) : ITaskLauncher
{
    private readonly List<string> _signals = [];

    public IReadOnlyList<string> Signals
    {
        get
        {
            lock (_signals)
            {
                return [.. _signals];
            }
        }
    }

    public IRunningTask Start(TaskCommand command) => new Running(this, endsOnTerm);

    private void Note(string signal)
    {
        lock (_signals)
        {
            _signals.Add(signal);
        }
    }

    private sealed class Running(ObedientLauncher owner, bool endsOnTerm) : IRunningTask
    {
        private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // No system gives this number to a process.
        public ProcessIdentity Process { get; } = new(int.MaxValue, 1);

        public Task<int> Exit => _exit.Task;

        public void Release()
        {
        }

        public void Terminate()
        {
            owner.Note("SIGTERM");
            if (endsOnTerm)
            {
                _exit.TrySetResult(143);
            }
        }

        public void Kill()
        {
            owner.Note("SIGKILL");
            _exit.TrySetResult(137);
        }
    }
}

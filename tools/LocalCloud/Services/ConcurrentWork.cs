namespace CloudStacks.LocalCloud.Services;

/// <summary>Work that runs at the same time, for a loop that starts more of it as soon as some has ended or somebody calls.</summary>
internal sealed class ConcurrentWork
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private TaskCompletionSource _wake = NewWake();

    /// <summary>How much runs.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Starts work; its end is a call.</summary>
    public void Start(Func<Task> work)
    {
        lock (_gate)
        {
            var task = Task.Run(work);
            _running.Add(task);
            _ = task.ContinueWith(ended =>
            {
                lock (_gate)
                {
                    _running.Remove(ended);
                    _wake.TrySetResult();
                }
            }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Calls the loop.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _wake.TrySetResult();
        }
    }

    /// <summary>Done at the next call from now on.</summary>
    public Task NextWake()
    {
        lock (_gate)
        {
            if (_wake.Task.IsCompleted)
            {
                _wake = NewWake();
            }
            return _wake.Task;
        }
    }

    /// <summary>Done when nothing runs any more, however it ended.</summary>
    public async Task EndAsync()
    {
        List<Task> running;
        lock (_gate)
        {
            running = [.. _running];
        }
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

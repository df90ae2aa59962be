namespace CloudStacks.LocalCloud.Services;

/// <summary>
/// What a service runs in the background of a session. Its table changes under one lock only, what can start is started after each change, and
/// whatever runs is waited for when the session closes.
/// </summary>
internal abstract class Scheduler<TTable>(TTable table) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();

    protected TTable Table => table;

    /// <summary>How many runs there are at this moment.</summary>
    protected int RunningCount => _running.Count;

    /// <summary>Whether a run was started and has not ended.</summary>
    protected bool IsRunning(string key) => _running.ContainsKey(key);

    /// <summary>Whether nothing may start any more.</summary>
    protected bool IsClosing => _closing.IsCancellationRequested;

    /// <summary>Runs an action while nothing moves; then moves what can move.</summary>
    public T Locked<T>(Func<TTable, T> action)
    {
        lock (_gate)
        {
            var result = action(table);
            Pump();
            return result;
        }
    }

    /// <summary>Stops everything that runs and waits for it; it stays on record as running, so that the next session takes it up.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running.Values];
        }
        await Task.WhenAll(running);
        _closing.Dispose();
    }

    /// <summary>Starts what can start. Called under the lock.</summary>
    protected abstract void Pump();

    /// <summary>Changes the table while nothing moves; then moves what can move.</summary>
    protected void Change(Action change) => Locked(_ =>
    {
        change();
        return true;
    });

    /// <summary>Starts a run. Called under the lock.</summary>
    /// <param name="key">Tells it from the others.</param>
    /// <param name="run">Runs to the end, or until the session closes, and gives what is then to be done under the lock; null where the session closes, so that there is no outcome.</param>
    protected void Start(string key, Func<CancellationToken, Task<Action?>> run) => _running[key] = Task.Run(async () =>
    {
        var ended = await run(_closing.Token);
        lock (_gate)
        {
            _running.Remove(key);
            if (ended is not null)
            {
                ended();
                Pump();
            }
        }
    });
}

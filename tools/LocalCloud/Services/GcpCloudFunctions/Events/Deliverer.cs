using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Instances;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;

/// <summary>Hands the events of one function's trigger to its instances, never more at once than they take.</summary>
internal sealed class Deliverer : IAsyncDisposable
{
    private readonly EventQueue _queue;
    private readonly InstancePool _pool;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentWork _deliveries = new();
    private readonly Task _loop;
    private string? _failure;

    public Deliverer(DeployedFunction function, EventQueue queue, InstancePool pool, GoogleCloud google, TimeProvider clock)
    {
        (Function, _queue, _pool, _clock) = (function, queue, pool, clock);
        Problem = Check(function, google) ?? pool.Problem;
        queue.Changed += OnChanged;
        _loop = Task.Run(RunAsync);
    }

    public DeployedFunction Function { get; }

    /// <summary>Why nothing can be delivered, naming the missing link; null where nothing stands in the way.</summary>
    public string? Problem { get => _failure ?? field; }

    public async ValueTask DisposeAsync()
    {
        _queue.Changed -= OnChanged;
        await _closing.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _deliveries.EndAsync();
        _closing.Dispose();
    }

    // https://cloud.google.com/eventarc/docs/roles-permissions
    private static string? Check(DeployedFunction function, GoogleCloud google)
    {
        if (function.Settings.Trigger is not { } trigger)
        {
            return null;
        }
        var account = new Principal(PrincipalKind.ServiceAccount, trigger.Account ?? "");
        return google.Iam.Check(account, "eventarc.events.receiveEvent", $"projects/{function.Project}") is { Allowed: false } deaf ? $"the trigger {function.TriggerName} receives no events: {deaf.Message}"
            : google.Iam.Check(account, "run.routes.invoke", function.Service) is { Allowed: false } barred ? $"the trigger {function.TriggerName} may not call the function, which answers 403: {barred.Message}"
            : null;
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_closing.IsCancellationRequested)
            {
                var woken = _deliveries.NextWake();
                if (Problem is null && _deliveries.Count < _pool.Capacity && _queue.Take(Function.Name) is { } due)
                {
                    _deliveries.Start(() => DeliverAsync(due));
                }
                else
                {
                    await WaitAsync(woken);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk must be told, not leave the events waiting for ever.
            _failure = $"the trigger {Function.TriggerName} stopped: {failure.Message}";
        }
    }

    private async Task WaitAsync(Task woken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var due = Problem is null && _deliveries.Count < _pool.Capacity ? _queue.UntilNext(Function.Name) : null;
        await await Task.WhenAny(woken, Task.Delay(due ?? Timeout.InfiniteTimeSpan, _clock, over.Token));
        await over.CancelAsync();
    }

    private async Task DeliverAsync(EventRecord due)
    {
        try
        {
            var answer = await _pool.SendAsync(due, _closing.Token);
            if (answer.Error is { } error)
            {
                _queue.Fail(due, error, answer.Refused, Function.Settings.Trigger!.Retry);
            }
            else
            {
                _queue.Acknowledge(due);
            }
        }
        catch (OperationCanceledException)
        {
            _queue.Return(due);
        }
    }

    private void OnChanged(string function)
    {
        if (function == Function.Name)
        {
            _deliveries.Wake();
        }
    }
}

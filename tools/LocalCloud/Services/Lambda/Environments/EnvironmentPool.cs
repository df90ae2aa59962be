using System.Collections.Concurrent;
using CloudStacks.LocalCloud.Services.Lambda.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Lambda.Environments;

/// <summary>The execution environments of a session: warm ones are used again, and no more run at once than this machine has room for.</summary>
internal sealed class EnvironmentPool(EnvironmentHost host, FunctionPrograms programs) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentStack<ExecutionEnvironment>> _idle = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(Machine.MostTasks);
    private readonly CancellationTokenSource _closing = new();
    private int _waiting;
    private int _closed;

    /// <summary>Invocations that wait for a place on this machine.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>
    /// Lends an environment of the function to an action, which tells whether it can be used again. Throws <see cref="OperationCanceledException"/>
    /// when the session closes.
    /// </summary>
    public async Task<RuntimeReply> UseAsync(
        DeployedFunction function, Func<ExecutionEnvironment, CancellationToken, Task<(RuntimeReply Reply, bool Reusable)>> action, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _closed) != 0)
        {
            throw new OperationCanceledException("the session closes");
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await WaitForPlaceAsync(stop.Token);
        try
        {
            if (programs.Problem(function) is { } broken)
            {
                return broken;
            }
            return await UseAsync(await TakeAsync(function, stop.Token), action, stop.Token);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Ends all environments, also those in use.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }
        await _closing.CancelAsync();
        // Who holds all places knows that nothing runs any more.
        for (var place = 0; place < Machine.MostTasks; place++)
        {
            await _places.WaitAsync();
        }
        foreach (var environment in _idle.Values.SelectMany(idle => idle))
        {
            await environment.DisposeAsync();
        }
        _closing.Dispose();
        _places.Dispose();
    }

    private async Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _places.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<ExecutionEnvironment> TakeAsync(DeployedFunction function, CancellationToken cancellationToken)
    {
        while (IdleOf(function).TryPop(out var warm))
        {
            if (!warm.Exit.IsCompleted)
            {
                return warm;
            }
            await warm.DisposeAsync();
        }
        return await ExecutionEnvironment.StartAsync(host, function, programs.Command(function), programs.CodeFolder(function), cancellationToken);
    }

    private async Task<RuntimeReply> UseAsync(
        ExecutionEnvironment environment, Func<ExecutionEnvironment, CancellationToken, Task<(RuntimeReply Reply, bool Reusable)>> action, CancellationToken cancellationToken)
    {
        var reusable = false;
        try
        {
            (var reply, reusable) = await action(environment, cancellationToken);
            return reply;
        }
        finally
        {
            if (reusable)
            {
                IdleOf(environment.Function).Push(environment);
            }
            else
            {
                await environment.DisposeAsync();
            }
        }
    }

    private ConcurrentStack<ExecutionEnvironment> IdleOf(DeployedFunction function) => _idle.GetOrAdd(function.Name, _ => new());
}

using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Deployed;
using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Instances;

/// <summary>The instances of one function: each takes as many requests at once as the function allows, and a new one starts where all are busy.</summary>
internal sealed class InstancePool : IAsyncDisposable
{
    private readonly InstanceHost _host;
    private readonly DeployedFunction _function;
    private readonly RequestRunner _runner;
    private readonly Lock _gate = new();
    private readonly List<FunctionInstance> _instances = [];

    /// <param name="function">The function.</param>
    /// <param name="host">What instances are made with.</param>
    /// <param name="faults">The faults that strike them.</param>
    /// <param name="problem">Why none can be made, or null.</param>
    public InstancePool(DeployedFunction function, InstanceHost host, FaultMoments faults, string? problem)
    {
        (_function, _host, Problem) = (function, host, problem);
        _runner = new(function.Settings.Timeout, faults, host.Clock);
    }

    /// <summary>Why there can be no instance; null where there can.</summary>
    public string? Problem { get; }

    /// <summary>How many requests can run at once: the function's own bound, or what this machine has room for.</summary>
    public int Capacity => Math.Min(_function.Settings.MaxInstances, Machine.MostTasks) * _function.Settings.Concurrency;

    /// <summary>Delivers an event. Throws <see cref="OperationCanceledException"/> when the session closes first.</summary>
    public async Task<DeliveryAnswer> SendAsync(EventRecord record, CancellationToken closing)
    {
        FunctionInstance instance;
        try
        {
            instance = Enter();
        }
        catch (Exception failure) when (failure is TaskStartException or IOException or UnauthorizedAccessException)
        {
            return new(failure.Message, Refused: true);
        }
        try
        {
            return await instance.Started.WaitAsync(closing) is { } problem ? new(problem, Refused: true) : await _runner.SendAsync(instance, record, closing);
        }
        finally
        {
            await LeaveAsync(instance);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _runner.Dispose();
        await Task.WhenAll(_instances.Select(instance => instance.DisposeAsync().AsTask()));
    }

    private FunctionInstance Enter()
    {
        lock (_gate)
        {
            var instance = _instances.FirstOrDefault(candidate => candidate.Requests < _function.Settings.Concurrency && !candidate.Exit.IsCompleted);
            if (instance is null)
            {
                instance = new(_host, _function);
                _instances.Add(instance);
            }
            instance.Requests++;
            return instance;
        }
    }

    // One that has died is forgotten once nobody waits for it any more.
    private async Task LeaveAsync(FunctionInstance instance)
    {
        lock (_gate)
        {
            instance.Requests--;
            if (!instance.Exit.IsCompleted || instance.Requests > 0 || !_instances.Remove(instance))
            {
                return;
            }
        }
        await instance.DisposeAsync();
    }
}

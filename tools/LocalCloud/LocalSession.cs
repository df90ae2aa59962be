using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud;

/// <summary>How a session is opened.</summary>
/// <param name="Store">The stack; nobody else changes it while the session is open.</param>
/// <param name="WorkerCommand">The packaged worker: the program and its first arguments.</param>
/// <param name="Faults">The faults to inject.</param>
/// <param name="Clock">The clock.</param>
public sealed record LocalSessionOptions(StateStore Store, IReadOnlyList<string> WorkerCommand, FaultPlan Faults, TimeProvider Clock)
{
    /// <inheritdoc cref="ServiceContext.Source"/>
    public SourceBuild? Source { get; init; }
}

/// <summary>A package of source and what it was built to on this machine, which has no build service.</summary>
/// <param name="Sha256">The package's SHA-256, in lower-case hex.</param>
/// <param name="Command">The program and its first arguments.</param>
public sealed record SourceBuild(string Sha256, IReadOnlyList<string> Command);

/// <summary>
/// The data plane of one deployed stack: its storage and identity endpoints on loopback and its service, alive until disposed. What
/// ran when a session was killed is taken up by the next one.
/// </summary>
public sealed class LocalSession : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _open = new();
    private readonly List<ICommandHandler> _handlers = [];
    private readonly StackLock _lock;
    private ICloud _cloud = null!;
    private ILocalService _service = null!;

    private LocalSession(StackLock held) => _lock = held;

    /// <summary>
    /// Opens the session. Throws <see cref="EngineException"/> where nothing is deployed, where another process holds the stack, or
    /// where something deployed is not modelled.
    /// </summary>
    public static async Task<LocalSession> OpenAsync(LocalSessionOptions options, CancellationToken cancellationToken = default)
    {
        var session = new LocalSession(options.Store.Lock());
        try
        {
            await session.StartAsync(options, cancellationToken);
            return session;
        }
        catch (Exception failure)
        {
            await session.DisposeAsync();
            throw failure is IdentityException or FormatException ? new EngineException(failure.Message, failure) : failure;
        }
    }

    /// <summary>Answers a command of an official CLI; one that nobody models is refused by name.</summary>
    public Task<CommandResult> ExecuteAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken) =>
        _handlers.FirstOrDefault(handler => handler.Handles(argv)) is { } handler
            ? handler.ExecuteAsync(argv, cancellationToken)
            : Task.FromResult(new CommandResult(252, "", $"the local cloud of {_service.Service} does not model '{string.Join(' ', argv.Take(3))}'\n"));

    /// <inheritdoc cref="ICloud.OpenStore"/>
    public IObjectStore OpenStore(string address) => _cloud.OpenStore(address);

    /// <inheritdoc cref="ILocalService.WhyWaiting"/>
    public string? WhyWaiting() => _service.WhyWaiting();

    /// <inheritdoc cref="ILocalService.Attempts"/>
    public IReadOnlyList<TaskAttempts> Attempts() => _service.Attempts();

    public async ValueTask DisposeAsync()
    {
        while (_open.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
        _lock.Dispose();
    }

    private async Task StartAsync(LocalSessionOptions options, CancellationToken cancellationToken)
    {
        var state = options.Store.Read();
        if (state.Resources.IsEmpty)
        {
            throw new EngineException($"nothing is deployed as stack '{state.Stack}' of {state.Service}; run cloudstacks up {state.Service} first");
        }
        var context = new ServiceContext(state, options.Store.DataRoot, options.WorkerCommand, options.Faults, options.Clock) { Source = options.Source };
        _cloud = await LocalServices.StartCloudAsync(context, cancellationToken);
        _open.Push(_cloud);
        _service = await LocalServices.OpenAsync(context, _cloud, cancellationToken);
        _open.Push(_service);
        _handlers.AddRange([.. _service.Commands, _cloud.StorageCommands]);
    }
}

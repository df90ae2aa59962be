using CloudStacks.LocalCloud;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Cli.Places;

/// <summary>Jobs in the local cloud, whose services answer the official CLIs' own commands in this process.</summary>
internal sealed class LocalRunSession(LocalSession session, IReadOnlyList<string> worker) : ISession
{
    public static async Task<ISession> OpenAsync(LocalSessionOptions options, CancellationToken cancellationToken) =>
        new LocalRunSession(await LocalSession.OpenAsync(options, cancellationToken), options.WorkerCommand);

    public IReadOnlyList<string> Worker => worker;

    public Task<CommandResult> RunAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken) => session.ExecuteAsync(argv, cancellationToken);

    public IObjectStore OpenStore(string address) => session.OpenStore(address);

    public string? WhyWaiting() => session.WhyWaiting();

    public IReadOnlyList<TaskAttempts> Attempts() => session.Attempts();

    public ValueTask DisposeAsync() => session.DisposeAsync();
}

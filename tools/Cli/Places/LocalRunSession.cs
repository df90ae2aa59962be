using CloudStacks.LocalCloud;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Cli.Places;

/// <summary>Jobs in the local cloud, whose services answer the official CLIs' own commands in this process.</summary>
internal sealed class LocalRunSession(LocalSession session) : ISession
{
    public static async Task<ISession> OpenAsync(LocalSessionOptions options, CancellationToken cancellationToken) =>
        new LocalRunSession(await LocalSession.OpenAsync(options, cancellationToken));

    public Task<CommandResult> RunAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken) => session.ExecuteAsync(argv, cancellationToken);

    /// <summary>Opens the store at the session's own endpoint, as its operator.</summary>
    public IObjectStore OpenStore(string address)
    {
        ProcessEnvironment.Set(session.OperatorEnvironment);
        return ObjectStores.Open(address);
    }

    public string? WhyWaiting() => session.WhyWaiting();

    public IReadOnlyList<TaskAttempts> Attempts() => session.Attempts();

    public ValueTask DisposeAsync() => session.DisposeAsync();
}

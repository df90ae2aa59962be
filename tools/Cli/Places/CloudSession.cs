using CloudStacks.Cli.Tools;
using CloudStacks.LocalCloud;
using CloudStacks.Shared;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Cli.Places;

/// <summary>Jobs in the real cloud: the official CLIs as they are installed, with the person's own login.</summary>
internal sealed class CloudSession(ToolRunner tools, Runbook runbook) : ISession
{
    public Task<CommandResult> RunAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken) =>
        tools.RunAsync(argv, runbook.Environment, cancellationToken: cancellationToken);

    /// <summary>Opens the store with the SDK's own chain of credentials; the region is the stack's.</summary>
    public IObjectStore OpenStore(string address)
    {
        ProcessEnvironment.Set(runbook.Environment);
        return ObjectStores.Open(address);
    }

    public IReadOnlyList<string>? Worker => null;

    public string? WhyWaiting() => null;

    public IReadOnlyList<TaskAttempts> Attempts() => [];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using CloudStacks.Cli.Runbooks;
using CloudStacks.LocalCloud;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Cli.Places;

/// <summary>What jobs run through while it is open.</summary>
public interface ISession : ICommandRunner, IAsyncDisposable
{
    /// <summary>The worker that tasks run: the program and its first arguments; null where they do not run on this machine.</summary>
    IReadOnlyList<string>? Worker { get; }

    /// <summary>Opens a job store as the person at the keyboard.</summary>
    IObjectStore OpenStore(string address);

    /// <summary>Why submitted work does not run at this moment; null where nothing waits, or where the place cannot tell.</summary>
    string? WhyWaiting();

    /// <summary>How often each task was tried; none where the place cannot tell.</summary>
    IReadOnlyList<TaskAttempts> Attempts();
}

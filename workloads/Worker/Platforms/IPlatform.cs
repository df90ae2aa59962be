namespace CloudStacks.Worker.Platforms;

/// <summary>A service that starts workers: how a task learns what it is to do there.</summary>
public interface IPlatform
{
    /// <summary>The service's id, such as <c>aws-batch</c>.</summary>
    string Name { get; }

    /// <summary>Whether the process runs there.</summary>
    bool IsHere(WorkerEnvironment environment);

    /// <summary>Does what the service wants of this process.</summary>
    /// <param name="environment">What the service tells.</param>
    /// <param name="open">Opens the job store; throws <see cref="UsageException"/> where a variable is missing or wrong.</param>
    /// <param name="cancellation">Set on SIGTERM.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    Task<int> RunAsync(WorkerEnvironment environment, Func<Work> open, CancellationToken cancellation);
}

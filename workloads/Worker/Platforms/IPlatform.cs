using CloudStacks.Worker.Jobs;

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
    /// <param name="map">Runs one slice.</param>
    /// <param name="cancellation">Set on SIGTERM.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    Task<int> RunAsync(WorkerEnvironment environment, MapSlice map, CancellationToken cancellation);
}

/// <summary>Runs one slice of the job.</summary>
/// <param name="slice">Which one.</param>
/// <param name="attempt">The service's own id for this try.</param>
/// <param name="cancellation">Set on SIGTERM.</param>
public delegate Task<int> MapSlice(Slice slice, string attempt, CancellationToken cancellation);

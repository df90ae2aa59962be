using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Platforms;

/// <summary>How long one try may take, on services that do not limit it themselves.</summary>
sealed class TimeLimit
{
    readonly int? _seconds;

    TimeLimit(int? seconds) => _seconds = seconds;

    /// <summary>Reads <see cref="Variables.TaskTimeout"/>; without it there is no limit.</summary>
    public static TimeLimit In(WorkerEnvironment environment) => new(environment.FindNumber(Variables.TaskTimeout));

    /// <summary>Runs until the limit, after which the next try goes on from what is stored.</summary>
    /// <exception cref="TransientException">The time is over.</exception>
    public async Task<int> KeepAsync(Func<CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        if (_seconds is not { } seconds)
            return await run(cancellation);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await run(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientException($"stopped after {seconds} s, the limit of one try ({Variables.TaskTimeout}); the next one goes on from here");
        }
    }
}

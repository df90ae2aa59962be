using System.Collections.Concurrent;

namespace Pulumi.Serialization;

/// <summary>Everything that an evaluation has started and not yet finished.</summary>
internal sealed class TaskTracker
{
    private readonly ConcurrentQueue<Task> _tasks = new();

    public void Track(Task task)
    {
        if (!task.IsCompletedSuccessfully)
            _tasks.Enqueue(task);
    }

    /// <summary>
    /// Waits until all is done, including what tracked tasks start meanwhile, and gives each exception once: one that
    /// passes through several outputs is one failure.
    /// </summary>
    public async Task<IReadOnlyCollection<Exception>> WhenIdleAsync()
    {
        var exceptions = new List<Exception>();
        while (_tasks.TryDequeue(out var task))
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (task.IsCanceled)
                exceptions.Add(new RunException("The program canceled a task whose result it needs."));
            else if (task.Exception is { } failure)
                exceptions.AddRange(failure.InnerExceptions);
        }
        return [.. exceptions.Distinct(ReferenceEqualityComparer.Instance).Cast<Exception>()];
    }
}

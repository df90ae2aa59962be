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
    /// Waits until all is done, including what tracked tasks start meanwhile, and gives the exceptions. One that passes
    /// through several outputs comes as often.
    /// </summary>
    public async Task<IReadOnlyCollection<Exception>> WhenIdleAsync()
    {
        var canceled = new RunException("The program canceled a task whose result it needs.");
        var exceptions = new List<Exception>();
        while (_tasks.TryDequeue(out var task))
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            exceptions.AddRange(task.IsCanceled ? [canceled] : task.Exception?.InnerExceptions ?? []);
        }
        return [.. exceptions.Select(exception => exception is OperationCanceledException ? canceled : exception)];
    }
}

using System.Runtime.CompilerServices;

namespace CloudStacks.Worker.Jobs;

/// <summary>Requests that run side by side, with their answers in the order of the questions.</summary>
static class InOrder
{
    // Enough to hide the latency of a store, few enough for any store's rate limits.
    const int SideBySide = 16;

    public static async IAsyncEnumerable<TAnswer> SelectInOrderAsync<TQuestion, TAnswer>(
        this IEnumerable<TQuestion> questions, Func<TQuestion, Task<TAnswer>> ask, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var running = new Queue<Task<TAnswer>>();
        foreach (var question in questions)
        {
            cancellation.ThrowIfCancellationRequested();
            running.Enqueue(ask(question));
            if (running.Count == SideBySide)
                yield return await running.Dequeue();
        }
        while (running.TryDequeue(out var next))
            yield return await next;
    }
}

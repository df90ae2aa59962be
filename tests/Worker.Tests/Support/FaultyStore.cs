using System.Runtime.CompilerServices;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Tests.Support;

/// <summary>What goes wrong at one request.</summary>
public enum Fault
{
    /// <summary>The process dies before the request reaches the store.</summary>
    KilledBefore,

    /// <summary>The process dies when the request has taken effect.</summary>
    KilledAfter,

    /// <summary>The request takes effect, its answer never comes.</summary>
    AnswerLost,

    /// <summary>The request takes effect, its answer is lost, the client repeats it and sees its own object.</summary>
    Repeated,
}

/// <summary>The end of a process. Nothing in the worker knows this exception, so nothing of the worker runs after it.</summary>
sealed class KilledException : Exception;

/// <summary>A store at whose n-th request, counted from 0, something goes wrong.</summary>
sealed class FaultyStore(IObjectStore store, Fault fault, int at) : IObjectStore
{
    int _requests;

    public string Address => store.Address;

    public int Requests => _requests;

    public bool Struck => _requests > at;

    public Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default) =>
        RequestAsync(key, () => store.GetAsync(key, ifMatch, cancellation));

    public Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default) =>
        RequestAsync(key, () => store.PutIfAbsentAsync(key, content, cancellation));

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) =>
        RequestAsync(key, () => store.HeadAsync(key, cancellation));

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await RequestAsync(prefix, () => Task.FromResult(0));
        await foreach (var found in store.ListAsync(prefix, startAfter, cancellation))
            yield return found;
    }

    async Task<T> RequestAsync<T>(string key, Func<Task<T>> request)
    {
        var isStruck = Interlocked.Increment(ref _requests) - 1 == at;
        if (isStruck && fault == Fault.KilledBefore)
            throw new KilledException();

        var answer = await request();
        return (isStruck, fault) switch
        {
            (true, Fault.KilledAfter) => throw new KilledException(),
            (true, Fault.AnswerLost) => throw new StoreException(StoreProblem.Unavailable, "request", key, "no answer"),
            (true, Fault.Repeated) => await request(),
            _ => answer,
        };
    }
}

using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>
/// An object store over http or https on loopback. Faults strike here, the same in every store: an error, a delay, or the answer of a write that
/// happened is lost. What a request means and how a refusal is worded is the store's own.
/// </summary>
public abstract class StoreEndpoint : IAsyncDisposable
{
    private readonly RequestFaults _faults;
    private readonly TimeProvider _clock;
    private LoopbackServer? _server;

    private protected StoreEndpoint(FaultPlan faults, TimeProvider clock) => (_faults, _clock) = (new(faults), clock);

    /// <summary>Where it listens.</summary>
    public Uri Url => _server!.Url;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Listens on a port that the system chooses, over https where there is a certificate.</summary>
    private protected async Task ListenAsync(CancellationToken cancellationToken, LoopbackCertificate? certificate = null) =>
        _server = await LoopbackServer.StartAsync(HandleAsync, cancellationToken, certificate);

    /// <summary>Understands and authenticates a request. Throws <see cref="RequestRefusal"/>.</summary>
    private protected abstract StoreCall Read(HttpContext http);

    /// <summary>A refusal in the store's own form.</summary>
    private protected abstract HttpAnswer Refuse(RequestRefusal refusal, HttpContext http);

    /// <summary>What an injected error says: come back later.</summary>
    private protected abstract RequestRefusal Busy { get; }

    /// <summary>What is said of a body that ends early.</summary>
    private protected abstract RequestRefusal Incomplete(string message);

    private async Task HandleAsync(HttpContext http)
    {
        try
        {
            using var answer = await AnswerAsync(http);
            if (answer is null)
            {
                http.Abort();
                return;
            }
            await answer.SendAsync(http);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is nobody to answer.
        }
    }

    // Null stands for an answer that is lost.
    private async Task<HttpAnswer?> AnswerAsync(HttpContext http)
    {
        try
        {
            var call = Read(http);
            var fault = call.Spared ? RequestFault.None : _faults.Next(call.Subject, call.Writes);
            await Task.Delay(fault.Delay, _clock, http.RequestAborted);
            var answer = await (fault.Error ? throw Busy : call.ExecuteAsync());
            if (!fault.Lost)
            {
                return answer;
            }
            answer.Dispose();
            return null;
        }
        catch (RequestRefusal refusal)
        {
            return Refuse(refusal, http);
        }
        catch (BadHttpRequestException broken)
        {
            return Refuse(Incomplete(broken.Message), http);
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested)
        {
            // Such as a full disk or a file that is no object: the message names it, and the client may try again.
            return Refuse(new RequestRefusal(StatusCodes.Status500InternalServerError, "InternalError", fault.Message), http);
        }
    }
}

/// <summary>A request that a store understands.</summary>
/// <param name="Subject">The operation and what it is about, by which faults know it.</param>
/// <param name="Writes">Whether it changes something: only then can an answer be lost.</param>
/// <param name="Spared">Whether it is the person's at the keyboard, whom no fault strikes.</param>
/// <param name="ExecuteAsync">Does it. Throws <see cref="RequestRefusal"/>.</param>
internal sealed record StoreCall(string Subject, bool Writes, bool Spared, Func<Task<HttpAnswer>> ExecuteAsync);

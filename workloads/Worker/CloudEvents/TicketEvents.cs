using CloudStacks.Worker.Platforms;

namespace CloudStacks.Worker.CloudEvents;

/// <summary>
/// Answers events about new objects with a status of HTTP, by which their sender decides: what is done or never will be is acknowledged, what is
/// worth a retry is not. May be called by several threads at once.
/// </summary>
public sealed class TicketEvents(Work work)
{
    /// <summary>The type of event that tells of a new object: https://docs.cloud.google.com/eventarc/docs/cloudevents.</summary>
    public const string Finalized = "google.cloud.storage.object.v1.finalized";

    /// <summary>Acknowledges: https://cloud.google.com/pubsub/docs/push.</summary>
    public const int Acknowledged = 204;

    /// <summary>Failed for now: the event comes back.</summary>
    public const int Unavailable = 503;

    /// <summary>Failed, and only a person can help: the event comes back until somebody has, or it is given up.</summary>
    public const int Failed = 500;

    readonly Tickets _tickets = new(work);

    /// <summary>Does what an event asks for.</summary>
    /// <param name="type">Its type; other types than <see cref="Finalized"/> are acknowledged and ignored.</param>
    /// <param name="id">Its id, for the log; null where it has none.</param>
    /// <param name="data">Its data.</param>
    /// <param name="cancellation">Stops between two steps: the sender has given up, or the instance must end.</param>
    public async Task<EventAnswer> AnswerAsync(string? type, string? id, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        if (type != Finalized || StorageObject.Read(data.Span) is not { Name: { } name })
        {
            await work.Log.WriteLineAsync($"event {id}: ignored, it tells of no new object");
            return new(Acknowledged, "");
        }
        try
        {
            // Every delivery of an event has the same id, so that a try needs one of its own.
            return Answer(await _tickets.RunAsync(name, Guid.NewGuid().ToString("N"), cancellation), $"{name}: the log says why");
        }
        catch (Exception e)
        {
            // One event must not end the instance, which works on others too.
            var (exitCode, words) = WorkerProgram.Explain(e);
            await work.Log.WriteLineAsync($"{name}: {words}");
            return Answer(exitCode, $"{name}: {words}");
        }
    }

    static EventAnswer Answer(int exitCode, string words) => exitCode switch
    {
        // A shard that can never be processed has left its record, and trying again would change nothing for a day.
        ExitCodes.Ok or ExitCodes.BadInput => new(Acknowledged, ""),
        ExitCodes.Transient or ExitCodes.Interrupted => new(Unavailable, words),
        _ => new(Failed, words),
    };
}

/// <summary>What an event is answered with.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Words">What went wrong; empty where nothing did.</param>
public sealed record EventAnswer(int Status, string Words);

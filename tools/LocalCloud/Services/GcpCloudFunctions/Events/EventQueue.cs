using System.Globalization;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;

/// <summary>
/// The events of a stack's functions: each is on disk before anybody acts on it, waits between its deliveries longer and longer, and is dropped after
/// a day. https://docs.cloud.google.com/eventarc/docs/retry-events
/// </summary>
internal sealed class EventQueue : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    // A hundredth of the service's own pauses, which grow from 10 s to 600 s: here nothing has to recover in between.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10) / 100;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(600) / 100;

    private readonly Lock _gate = new();
    private readonly RecordJournal<EventRecord> _journal;
    private readonly Dictionary<string, HeldEvent> _events;
    private readonly TimeProvider _clock;

    /// <summary>Opens the queue of a data folder with what an earlier session left there; what was being delivered waits again.</summary>
    public EventQueue(string dataRoot, TimeProvider clock)
    {
        (_journal, var records) = RecordJournal<EventRecord>.Open(Path.Combine(dataRoot, "functions", "events.jsonl"), EventJson.Default.EventRecord, record => record.Id);
        (_events, _clock) = (records.ToDictionary(record => record.Id, record => new HeldEvent(record), StringComparer.Ordinal), clock);
    }

    /// <summary>Told the function for which something may have to be delivered.</summary>
    public event Action<string>? Changed;

    /// <summary>All events, the oldest first.</summary>
    public IReadOnlyList<(EventRecord Record, bool Running)> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _events.Values.Select(held => (held.Record, held.Running))];
            }
        }
    }

    /// <summary>Puts an event in, unless it is there already.</summary>
    public void Publish(EventRecord record)
    {
        lock (_gate)
        {
            if (_events.ContainsKey(record.Id))
            {
                return;
            }
            _journal.Write(record);
            _events[record.Id] = new(record);
        }
        Changed?.Invoke(record.Function);
    }

    /// <summary>The next event to deliver to a function, which counts as a delivery from now on; null where none is due.</summary>
    public EventRecord? Take(string function)
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            if (Waiting(function).FirstOrDefault(held => held.NotBefore <= now) is not { } due)
            {
                return null;
            }
            due.Running = true;
            return Write(due, due.Record with { Deliveries = due.Record.Deliveries + 1 });
        }
    }

    /// <summary>How long until the next event is due; null where none waits.</summary>
    public TimeSpan? UntilNext(string function)
    {
        lock (_gate)
        {
            return Waiting(function).Min(held => (DateTimeOffset?)held.NotBefore) is { } next ? TimeSpan.FromTicks(Math.Max(0, (next - _clock.GetUtcNow()).Ticks)) : null;
        }
    }

    /// <summary>A delivery was acknowledged.</summary>
    public void Acknowledge(EventRecord delivered) => End(delivered, record => record with { State = EventState.Done, Error = null });

    /// <summary>A delivery failed: the event comes back, unless its trigger does not want that or it is a day old.</summary>
    /// <param name="delivered">The event.</param>
    /// <param name="error">Why.</param>
    /// <param name="refused">Whether the function itself said so.</param>
    /// <param name="retry">Whether the trigger wants it back.</param>
    public void Fail(EventRecord delivered, string error, bool refused, bool retry) => End(delivered, record => record.State == EventState.Done ? record : record with
    {
        State = retry && _clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(record.PublishedAt) < Kept ? EventState.Waiting : EventState.Dropped,
        Error = error,
        Refusals = refused ? record.Refusals + 1 : 0,
    });

    /// <summary>The session ends before the delivery has: the next one delivers it again.</summary>
    public void Return(EventRecord delivered) => End(delivered, record => record);

    /// <summary>Takes all events of a function that were published before a moment for acknowledged.</summary>
    public void Purge(string function, DateTimeOffset until)
    {
        lock (_gate)
        {
            foreach (var held in _events.Values.Where(held => held.Record.Function == function && held.Record.State == EventState.Waiting && held.Record.PublishedAt < until.ToUnixTimeMilliseconds()))
            {
                Write(held, held.Record with { State = EventState.Done });
            }
        }
    }

    public void Dispose() => _journal.Dispose();

    private void End(EventRecord delivered, Func<EventRecord, EventRecord> change)
    {
        lock (_gate)
        {
            var held = _events[delivered.Id];
            held.Running = false;
            var ended = Write(held, change(held.Record));
            held.NotBefore = _clock.GetUtcNow() + PauseAfter(ended.Deliveries);
        }
        Changed?.Invoke(delivered.Function);
    }

    private IEnumerable<HeldEvent> Waiting(string function) =>
        _events.Values.Where(held => held.Record.Function == function && held.Record.State == EventState.Waiting && !held.Running);

    private EventRecord Write(HeldEvent held, EventRecord record)
    {
        _journal.Write(record);
        held.Record = record;
        return record;
    }

    private static TimeSpan PauseAfter(int deliveries)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(deliveries - 1, 0, 10));
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>Names a record so that the same news twice is one event.</summary>
    public static string IdOf(string function, string bucket, string name, string generation, int copy) =>
        string.Create(CultureInfo.InvariantCulture, $"{function}/{bucket}/{name}#{generation}/{copy}");

    private sealed class HeldEvent(EventRecord record)
    {
        public EventRecord Record { get; set; } = record;

        public bool Running { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }
}

using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.LocalCloud.Services.GcpCloudFunctions;

/// <summary>What the events say of the job (and round) whose ticket came last.</summary>
internal static class TicketEventsOf
{
    /// <summary>The events of its tickets.</summary>
    public static IReadOnlyList<(EventRecord Record, bool Running)> Current(IReadOnlyList<(EventRecord Record, bool Running)> all) => [.. Tickets(all).SelectMany(ticket => ticket)];

    /// <summary>The attempts of its shards; a slice is a shard's place among the tickets.</summary>
    public static IReadOnlyList<TaskAttempts> Attempts(IReadOnlyList<(EventRecord Record, bool Running)> all) =>
        [.. Tickets(all).Select((ticket, place) => Describe(place, [.. ticket]))];

    private static IOrderedEnumerable<IGrouping<Ticket, (EventRecord Record, bool Running)>> Tickets(IReadOnlyList<(EventRecord Record, bool Running)> all)
    {
        var tickets = all.Select(one => (Ticket: Ticket.Find(one.Record.Name), One: one)).Where(pair => pair.Ticket is not null).Select(pair => (Ticket: pair.Ticket!.Value, pair.One)).ToList();
        var last = tickets.Select(pair => (pair.Ticket.Job, pair.Ticket.Round)).LastOrDefault();
        return tickets.Where(pair => (pair.Ticket.Job, pair.Ticket.Round) == last).GroupBy(pair => pair.Ticket, pair => pair.One).OrderBy(group => group.Key.Shard);
    }

    // An event may have been delivered twice over: its shard is done with the first that was acknowledged.
    private static TaskAttempts Describe(int slice, IReadOnlyList<(EventRecord Record, bool Running)> events)
    {
        var status = events.Any(one => one.Running) ? "running"
            : events.Any(one => one.Record.State == EventState.Done) ? "succeeded"
            : events.Any(one => one.Record.State == EventState.Waiting) ? "waiting"
            : "failed";
        return new(slice, events.Sum(one => one.Record.Deliveries), status, status == "succeeded" ? null : events.Select(one => one.Record.Error).LastOrDefault(error => error is not null));
    }
}

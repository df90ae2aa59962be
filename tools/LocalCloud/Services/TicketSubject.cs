using System.Globalization;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.LocalCloud.Services;

/// <summary>The subject of faults about an object that may be a ticket.</summary>
internal static class TicketSubject
{
    /// <summary>The same in every run, as job ids are not.</summary>
    public static string Of(string key) => Ticket.Find(key) is { } ticket ? string.Create(CultureInfo.InvariantCulture, $"shard {ticket.Shard}") : key;
}

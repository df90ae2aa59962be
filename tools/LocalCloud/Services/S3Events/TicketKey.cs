using System.Globalization;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.LocalCloud.Services.S3Events;

/// <summary>A ticket's key, taken apart: <c>tickets/job/…/shard.ticket</c>.</summary>
internal sealed record TicketKey(string Job, string Folder, int Shard)
{
    public const string Suffix = ".ticket";

    /// <summary>The ticket of a key, or null where the key is none.</summary>
    public static TicketKey? Find(string key)
    {
        if (!key.StartsWith(Ticket.Prefix, StringComparison.Ordinal) || !key.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }
        var parts = key[Ticket.Prefix.Length..^Suffix.Length].Split('/');
        return parts.Length >= 2 && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            ? new(parts[0], string.Join('/', parts[..^1]), shard)
            : null;
    }

    /// <summary>The subject of faults about a key: the same in every run, as job ids are not.</summary>
    public static string SubjectOf(string key) => Find(key) is { } ticket ? string.Create(CultureInfo.InvariantCulture, $"shard {ticket.Shard}") : key;
}

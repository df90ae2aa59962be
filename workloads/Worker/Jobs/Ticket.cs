using System.Globalization;
using System.Text.RegularExpressions;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>A small object whose creation makes a service start the task of one shard; its key says it all.</summary>
/// <param name="Job">The job.</param>
/// <param name="Round">The round that tries the shard.</param>
/// <param name="Shard">Index into the spec's shards.</param>
public readonly partial record struct Ticket(JobId Job, int Round, int Shard)
{
    /// <summary>The prefix of the tickets of all jobs, and of nothing else.</summary>
    public const string Prefix = "tickets/";

    /// <summary>Each round has keys of its own: an object that is there already makes no event.</summary>
    public string Key => Round == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Job}/{Shard}.ticket")
        : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Job}/{Round}/{Shard}.ticket");

    /// <returns>Null for a key that is no ticket's.</returns>
    public static Ticket? Find(string key) => Form().Match(key) is { Success: true } match
        ? new Ticket(JobId.Parse(match.Groups["job"].Value), Number(match.Groups["round"]), Number(match.Groups["shard"]))
        : null;

    /// <summary>Writes the tickets of a round; those that are there stay.</summary>
    public static async Task WriteAllAsync(IObjectStore store, JobId job, Round round, CancellationToken cancellation = default)
    {
        var written = round.Shards.SelectInOrderAsync(
            shard => store.PutIfAbsentAsync(new Ticket(job, round.Number, shard).Key, ReadOnlyMemory<byte>.Empty, cancellation), cancellation);
        await foreach (var _ in written)
        {
        }
    }

    static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\Atickets/(?<job>[a-z][a-z0-9-]{0,39})/(?:(?<round>[1-9][0-9]{0,5})/)?(?<shard>0|[1-9][0-9]{0,5})\.ticket\z")]
    private static partial Regex Form();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>The rounds of a job: one object <c>rounds/&lt;n&gt;.json</c> for each round after the first.</summary>
public static class Rounds
{
    /// <summary>The latest round.</summary>
    public static async Task<Round> CurrentAsync(IObjectStore store, JobLayout layout, JobSpec spec, CancellationToken cancellation = default)
    {
        var latest = 0;
        await foreach (var found in store.ListAsync(layout.Rounds, cancellation: cancellation))
            latest = Math.Max(latest, NumberOf(found.Key, layout));
        if (latest == 0)
            return new Round(0, [.. Enumerable.Range(0, spec.Shards.Length)]);

        var key = layout.Round(latest);
        var round = JobJson.Read(key, await store.ReadAsync(key, cancellation), JobJson.Default.Round);
        return round.Shards.All(s => s >= 0 && s < spec.Shards.Length)
            ? round
            : throw new InconsistentException($"{key} names shards that the job of {spec.Shards.Length} does not have");
    }

    /// <summary>
    /// Starts the next round, for the shards that failed in the current one. Two callers at once start the same round.
    /// </summary>
    /// <exception cref="UsageException">The current round is not over, or no shard failed in it.</exception>
    public static async Task<Round> StartNextAsync(IObjectStore store, JobLayout layout, JobSpec spec, CancellationToken cancellation = default)
    {
        var current = await CurrentAsync(store, layout, spec, cancellation);
        var mark = layout.FailedMark(current.Number);
        var json = await store.ReadAsync(mark, cancellation)
            ?? throw new UsageException($"job '{layout.Job}' has not failed in its current round {current.Number}: only failed shards can be run again");
        ImmutableArray<int> failed = [.. JobJson.Read(mark, json, JobJson.Default.FailedMark).Failures.Select(f => f.Shard)];
        if (failed.IsEmpty)
            throw new UsageException($"job '{layout.Job}': no shard failed, the reduce did; see {mark}");

        var next = new Round(current.Number + 1, failed);
        await store.CommitAsync(layout.Round(next.Number), JsonSerializer.SerializeToUtf8Bytes(next, JobJson.Default.Round), "another round was started", cancellation);
        return next;
    }

    static int NumberOf(string key, JobLayout layout)
    {
        var name = key[layout.Rounds.Length..].Replace(".json", "", StringComparison.Ordinal);
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && key == layout.Round(number) ? number : 0;
    }
}

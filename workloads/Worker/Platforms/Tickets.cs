using CloudStacks.Worker.Jobs;

namespace CloudStacks.Worker.Platforms;

/// <summary>Runs the shards whose tickets a service was told of. It is told of each at least once, and may be told of other objects too.</summary>
sealed class Tickets(Work work)
{
    /// <summary>Runs the shard of a ticket. What is no ticket, or one of another round, is ignored, which is <see cref="ExitCodes.Ok"/>.</summary>
    /// <param name="key">The key of the new object.</param>
    /// <param name="attempt">The service's own id for this try.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(string key, string attempt, CancellationToken cancellation)
    {
        if (Ticket.Find(key) is not { } ticket)
            return await IgnoreAsync(key, "it is no ticket");

        var job = await work.OpenAsync(ticket.Job, cancellation);
        var place = job.Round.Shards.IndexOf(ticket.Shard);
        return ticket.Round != job.Round.Number || place < 0
            ? await IgnoreAsync(key, $"the job is in round {job.Round.Number}")
            : await work.MapAsync(job, new Slice(place, job.Round.Shards.Length), attempt, cancellation);
    }

    async Task<int> IgnoreAsync(string key, string reason)
    {
        await work.Log.WriteLineAsync($"{key}: ignored, {reason}");
        return ExitCodes.Ok;
    }
}

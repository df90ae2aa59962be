using System.Collections.Immutable;

namespace CloudStacks.Worker.Tasks;

/// <summary>The work of a job. The same input must give the same bytes, on any machine and at any time.</summary>
public interface IShardTask
{
    /// <summary>Processes one shard.</summary>
    /// <param name="shard">Its name.</param>
    /// <param name="content">Its bytes, to be read once.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The result: one JSON value.</returns>
    /// <exception cref="TaskFailedException">The shard can never be processed.</exception>
    /// <exception cref="TransientException">Another try may succeed.</exception>
    Task<byte[]> MapAsync(string shard, Stream content, CancellationToken cancellation);

    /// <summary>Makes the reports.</summary>
    /// <param name="results">The results of all shards in shard order, to be read once.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="TaskFailedException">The results can never be reduced.</exception>
    /// <exception cref="TransientException">Another try may succeed.</exception>
    Task<ImmutableArray<ReportFile>> ReduceAsync(IAsyncEnumerable<byte[]> results, CancellationToken cancellation);
}

/// <summary>One of a job's reports.</summary>
/// <param name="File">Its name, such as <c>report.json</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ReportFile(string File, byte[] Content);

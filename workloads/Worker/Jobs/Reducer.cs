using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Jobs;

/// <summary>Makes the reports from the parts. Two reducers at once write the same bytes.</summary>
static class Reducer
{
    const string NotDeterministic = "the reduce is not deterministic, two runs of it gave different reports";

    /// <exception cref="TaskFailedException">The reduce can never succeed.</exception>
    public static async Task RunAsync(Job job, CancellationToken cancellation)
    {
        if (await job.Store.HeadAsync(job.Layout.SuccessMark, cancellation) is not null)
            return;

        var reports = await MakeAsync(job, cancellation);
        foreach (var report in reports)
            await job.Store.CommitAsync(job.Layout.Report(report.File), report.Content, NotDeterministic, cancellation);
        await job.Store.CommitAsync(job.Layout.SuccessMark, MarkOf(reports), NotDeterministic, cancellation);
    }

    /// <summary>Reads the parts in shard order and reduces them.</summary>
    public static Task<ImmutableArray<ReportFile>> MakeAsync(Job job, CancellationToken cancellation) => job.Task.ReduceAsync(
        Enumerable.Range(0, job.Spec.Shards.Length).SelectInOrderAsync(shard => ReadResultAsync(job, shard, cancellation), cancellation), cancellation);

    public static byte[] MarkOf(ImmutableArray<ReportFile> reports) => JsonSerializer.SerializeToUtf8Bytes(
        new SuccessMark(reports.ToImmutableSortedDictionary(r => r.File, r => Convert.ToHexStringLower(SHA256.HashData(r.Content)), StringComparer.Ordinal)),
        JobJson.Default.SuccessMark);

    public static async Task<byte[]> ReadResultAsync(Job job, int shard, CancellationToken cancellation)
    {
        var key = job.Layout.Part(shard);
        var part = await job.Store.ReadAsync(key, cancellation) ?? throw new InconsistentException($"{key} is missing; `worker map` makes it");
        return PartFile.ReadResult(key, part, job.Hash, job.Spec.Shards[shard].Name);
    }
}

using System.Collections.Immutable;
using CloudStacks.Worker.Storage;
using CloudStacks.Worker.Tasks;

namespace CloudStacks.Worker.Jobs;

/// <summary>Checks a job that says it is done: every part, the reports against the parts, the mark against the reports.</summary>
public static class Verifier
{
    /// <returns>One sentence for each fault; empty if all is right.</returns>
    public static async Task<ImmutableArray<string>> FindFaultsAsync(Job job, CancellationToken cancellation = default)
    {
        var parts = await PartFaultsAsync(job, cancellation);
        return parts.IsEmpty ? await ReportFaultsAsync(job, cancellation) : parts;
    }

    static async Task<ImmutableArray<string>> PartFaultsAsync(Job job, CancellationToken cancellation)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        var shards = Enumerable.Range(0, job.Spec.Shards.Length);
        await foreach (var fault in shards.SelectInOrderAsync(shard => FaultOf(() => Reducer.ReadResultAsync(job, shard, cancellation)), cancellation))
        {
            if (fault is not null)
                faults.Add(fault);
        }
        return faults.ToImmutable();
    }

    static async Task<ImmutableArray<string>> ReportFaultsAsync(Job job, CancellationToken cancellation)
    {
        ImmutableArray<ReportFile> reports = [];
        var fault = await FaultOf(async () => reports = await Reducer.MakeAsync(job, cancellation));
        if (fault is not null)
            return [fault];

        var faults = ImmutableArray.CreateBuilder<string>();
        foreach (var report in reports)
            await CompareAsync(job.Layout.Report(report.File), report.Content, "the parts give");
        await CompareAsync(job.Layout.SuccessMark, Reducer.MarkOf(reports), "the reports give");
        return faults.ToImmutable();

        async Task CompareAsync(string key, byte[] expected, string source)
        {
            var stored = await job.Store.ReadAsync(key, cancellation);
            if (stored is null)
                faults.Add($"{key} is missing");
            else if (!expected.AsSpan().SequenceEqual(stored))
                faults.Add($"{key} has {stored.Length} bytes that differ from the {expected.Length} that {source}");
        }
    }

    static async Task<string?> FaultOf<T>(Func<Task<T>> check)
    {
        try
        {
            await check();
            return null;
        }
        catch (Exception e) when (e is InconsistentException or TaskFailedException)
        {
            return e.Message;
        }
    }
}

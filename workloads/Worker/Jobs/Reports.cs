using CloudStacks.Worker.Storage;

namespace CloudStacks.Worker.Jobs;

/// <summary>The reports of a finished job.</summary>
public static class Reports
{
    /// <summary>Reads report.json and, where the task makes one, report.csv.</summary>
    /// <exception cref="UsageException">The job has no report yet.</exception>
    public static async Task<(byte[] Json, byte[]? Csv)> ReadAsync(IObjectStore store, JobId job, CancellationToken cancellation = default)
    {
        var layout = new JobLayout(job);
        var json = await store.ReadAsync(layout.ReportJson, cancellation)
            ?? throw new UsageException($"job '{job}' in {store.Address} has no report yet");
        return (json, await store.ReadAsync(layout.ReportCsv, cancellation));
    }
}

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;

/// <summary>
/// How elements are put into bundles. Dataflow chooses and changes sizes as it runs (https://beam.apache.org/documentation/runtime/model/); here each worker
/// gets one bundle, all of about one size.
/// </summary>
internal static class Bundles
{
    /// <summary>The bundles with which a job begins.</summary>
    public static IReadOnlyCollection<BundleRecord> Of(JobRecord job)
    {
        var slices = job.Launch.Pipeline.Slices;
        var size = job.Direct ? slices : (int)Math.Ceiling((double)slices / job.Launch.MaxWorkers);
        return [.. Enumerable.Range(0, slices).Chunk(size).Select((chunk, number) =>
            new BundleRecord(job.Id, number, job.Direct ? BundleKind.Pipeline : BundleKind.Map, [.. chunk.Select(slice => new ElementRecord(slice))]))];
    }

    /// <summary>The bundle that comes when these are done, or null where they are all.</summary>
    public static BundleRecord? After(IReadOnlyCollection<BundleRecord> done) => done.Last() is { Kind: BundleKind.Map } last
        ? new(last.Job, last.Number + 1, BundleKind.Reduce, [new ElementRecord(-1)])
        : null;
}

using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>Where the job records of a stack's data folder stand.</summary>
internal static class JobJournal
{
    /// <inheritdoc cref="RecordJournal{T}.Open"/>
    public static (RecordJournal<JobRecord> Journal, IReadOnlyList<JobRecord> Records) Open(string dataRoot) =>
        RecordJournal<JobRecord>.Open(PathIn(dataRoot), BatchJson.Default.JobRecord, record => record.Id);

    /// <inheritdoc cref="RecordJournal{T}.Read"/>
    public static IReadOnlyList<JobRecord> Read(string dataRoot) =>
        RecordJournal<JobRecord>.Read(PathIn(dataRoot), BatchJson.Default.JobRecord, record => record.Id);

    private static string PathIn(string dataRoot) => Path.Combine(dataRoot, "batch", "jobs.jsonl");
}

using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

/// <summary>Where the task records of a stack's data folder stand.</summary>
internal static class TaskJournal
{
    /// <inheritdoc cref="RecordJournal{T}.Open"/>
    public static (RecordJournal<TaskRecord> Journal, IReadOnlyList<TaskRecord> Records) Open(string dataRoot) =>
        RecordJournal<TaskRecord>.Open(PathIn(dataRoot), EcsJson.Default.TaskRecord, record => record.Id);

    /// <inheritdoc cref="RecordJournal{T}.Read"/>
    public static IReadOnlyList<TaskRecord> Read(string dataRoot) =>
        RecordJournal<TaskRecord>.Read(PathIn(dataRoot), EcsJson.Default.TaskRecord, record => record.Id);

    private static string PathIn(string dataRoot) => Path.Combine(dataRoot, "ecs", "tasks.jsonl");
}

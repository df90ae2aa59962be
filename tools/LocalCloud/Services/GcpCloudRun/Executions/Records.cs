using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;

/// <summary>One execution of a job, with the template as it was at that moment. Times are milliseconds since 1970.</summary>
/// <param name="Name">Its name: the job's and a suffix.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Template">What its tasks run, overrides included.</param>
/// <param name="CreatedAt">When it was started.</param>
internal sealed record ExecutionRecord(string Name, string Job, JobTemplate Template, long CreatedAt)
{
    /// <summary>Somebody cancelled it.</summary>
    public bool Cancelled { get; init; }

    /// <summary>When all its tasks had ended.</summary>
    public long? CompletedAt { get; init; }
}

/// <summary>Where a task stands.</summary>
internal enum TaskPhase { Pending, Running, Succeeded, Failed, Cancelled }

/// <summary>One task of an execution.</summary>
/// <param name="Execution">The execution's name.</param>
/// <param name="Index">Its number, from 0.</param>
internal sealed record TaskRecord(string Execution, int Index)
{
    public TaskPhase Phase { get; init; } = TaskPhase.Pending;

    /// <summary>The attempts that have ended.</summary>
    public ImmutableArray<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>The process of the attempt that runs.</summary>
    public ProcessIdentity? Process { get; init; }

    public long? StartedAt { get; init; }

    public bool Ended => Phase is TaskPhase.Succeeded or TaskPhase.Failed or TaskPhase.Cancelled;
}

/// <summary>One attempt that has ended.</summary>
/// <param name="StoppedAt">When.</param>
/// <param name="ExitCode">The container's exit code; null where it never ran.</param>
/// <param name="Message">What the service says of it.</param>
internal sealed record AttemptRecord(long StoppedAt, int? ExitCode, string Message);

/// <summary>Serialises what the service keeps.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExecutionRecord))]
[JsonSerializable(typeof(TaskRecord))]
internal sealed partial class RunJson : JsonSerializerContext;

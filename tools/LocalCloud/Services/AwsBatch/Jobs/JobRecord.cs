using System.Collections.Immutable;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>Where a job stands; names and order as in https://docs.aws.amazon.com/batch/latest/userguide/job_states.html</summary>
internal enum JobStatus { SUBMITTED, PENDING, RUNNABLE, STARTING, RUNNING, SUCCEEDED, FAILED }

/// <summary>One job: a plain job, the parent of an array, or one of its children (<c>parent:index</c>). Times are milliseconds since 1970.</summary>
internal sealed record JobRecord
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Queue { get; init; }
    public required string Definition { get; init; }
    public required long CreatedAt { get; init; }
    public JobStatus Status { get; init; } = JobStatus.SUBMITTED;
    public string? StatusReason { get; init; }
    public int? ArraySize { get; init; }
    public string? ParentId { get; init; }
    public int? Index { get; init; }
    public ImmutableArray<string> DependsOn { get; set; } = [];

    /// <summary>What it runs, overrides included; children run what their parent says.</summary>
    public ContainerProperties? Container { get; init; }
    public RetryStrategy? Retry { get; init; }

    /// <summary>What replaces <c>Ref::name</c> in the command.</summary>
    public ImmutableSortedDictionary<string, string>? Parameters { get; init; }
    public int? TimeoutSeconds { get; init; }

    public ImmutableArray<AttemptRecord> Attempts { get; set; } = [];
    public long? StartedAt { get; init; }
    public long? StoppedAt { get; init; }

    /// <summary>The ARN of the compute environment in which it was placed last.</summary>
    public string? Environment { get; init; }

    /// <summary>The process of the attempt that runs.</summary>
    public ProcessIdentity? Process { get; init; }
    public string? LogStream { get; init; }

    /// <summary>Why somebody terminated or cancelled it; such a job is not tried again.</summary>
    public string? TerminationReason { get; init; }

    public bool Ended => Status is JobStatus.SUCCEEDED or JobStatus.FAILED;
}

/// <summary>One attempt that has ended.</summary>
/// <param name="StartedAt">When its container ran; null where it never did.</param>
/// <param name="StoppedAt">When it ended.</param>
/// <param name="ExitCode">The container's exit code, where it had one.</param>
/// <param name="StatusReason">What happened, in the service's words.</param>
/// <param name="Reason">More about the container, such as why its image could not be pulled.</param>
/// <param name="LogStream">Its log stream.</param>
internal sealed record AttemptRecord(long? StartedAt, long StoppedAt, int? ExitCode, string StatusReason, string? Reason, string? LogStream);

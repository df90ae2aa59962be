using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>Where a pod stands. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase</summary>
internal enum PodPhase { Pending, Running, Succeeded, Failed }

/// <summary>One pod of a Job: one try of an index. Times are milliseconds since 1970.</summary>
internal sealed record PodRecord
{
    public required string Name { get; init; }

    /// <summary>The Job's id.</summary>
    public required string Job { get; init; }
    public required int Index { get; init; }

    /// <summary>How often the index was tried, this time included.</summary>
    public required int Try { get; init; }
    public required long CreatedAt { get; init; }
    public PodPhase Phase { get; init; } = PodPhase.Pending;

    /// <summary>Why the container waits, such as that its image cannot be pulled; null where it does not.</summary>
    public string? Waiting { get; init; }

    /// <summary>Whether it was asked to end.</summary>
    public bool Deleting { get; init; }

    /// <summary>The process while it runs.</summary>
    public ProcessIdentity? Process { get; init; }
    public long? StartedAt { get; init; }
    public long? FinishedAt { get; init; }
    public int? ExitCode { get; init; }

    /// <summary>Why it failed, such as <c>DeadlineExceeded</c> or <c>Error</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Set where it was not the pod's own failure, such as <c>TerminationByKubelet</c>: the reason of its condition DisruptionTarget.</summary>
    public string? Disruption { get; init; }

    /// <summary>What became of its failure.</summary>
    public FailureAction? Verdict { get; init; }

    public bool Ended => Phase is PodPhase.Succeeded or PodPhase.Failed;
}

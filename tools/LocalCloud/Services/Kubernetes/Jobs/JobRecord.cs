using System.Collections.Immutable;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>One Job. Times are milliseconds since 1970.</summary>
internal sealed record JobRecord
{
    public required string Uid { get; init; }
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public required JobSpec Spec { get; init; }
    public required long CreatedAt { get; init; }

    /// <summary>The template that it was made from, which takes it along when it goes.</summary>
    public required string Owner { get; init; }
    public ImmutableSortedDictionary<string, string> Labels { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>When it began, or went on after it was suspended; null while it is suspended.</summary>
    public long? StartedAt { get; init; }
    public ImmutableArray<JobCondition> Conditions { get; set; } = [];

    /// <summary>Somebody deletes it: it goes once its pods are gone.</summary>
    public bool Deleting { get; init; }

    /// <summary>It is gone, and so is its line in the journal at the next opening.</summary>
    public bool Gone { get; init; }

    /// <summary>Whether its outcome is settled and only pods have still to end.</summary>
    public bool Settled => Conditions.Any(condition => condition.Type is JobConditionType.FailureTarget or JobConditionType.SuccessCriteriaMet);

    /// <summary>The condition with which it has finished, or null.</summary>
    public JobCondition? Finish => Conditions.FirstOrDefault(condition => condition.Type is JobConditionType.Complete or JobConditionType.Failed);
}

/// <summary>What can be said of a Job. https://kubernetes.io/docs/concepts/workloads/controllers/job/#terminal-job-conditions</summary>
internal enum JobConditionType { Suspended, FailureTarget, SuccessCriteriaMet, Complete, Failed }

/// <summary>Something that is true of a Job, since when and why.</summary>
internal sealed record JobCondition(JobConditionType Type, long At, string Reason, string Message);

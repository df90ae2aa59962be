using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

/// <summary>What becomes of a failure. https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy</summary>
internal enum FailureAction
{
    /// <summary>It counts, and the pod is replaced as long as limits allow.</summary>
    Count,
    /// <summary>The pod is replaced and nothing is counted.</summary>
    Ignore,
    /// <summary>The index has failed for good.</summary>
    FailIndex,
    /// <summary>The Job has failed for good.</summary>
    FailJob,
}

/// <summary>Rules over failed pods; the first that matches decides, and where none does the failure counts.</summary>
internal sealed record PodFailurePolicy(ImmutableArray<FailureRule> Rules)
{
    /// <summary>What becomes of a pod that failed.</summary>
    /// <param name="exitCode">The container's exit code; null where it never had one.</param>
    /// <param name="condition">A condition of the pod beyond the usual ones, such as <c>DisruptionTarget</c>; null is none.</param>
    public FailureAction Decide(int? exitCode, string? condition) =>
        Rules.FirstOrDefault(rule => rule.Matches(exitCode, condition))?.Action ?? FailureAction.Count;
}

/// <summary>One rule: by exit codes or by conditions, never both.</summary>
internal sealed record FailureRule(FailureAction Action, ExitCodeRequirement? OnExitCodes = null, ImmutableArray<ConditionPattern>? OnPodConditions = null)
{
    public bool Matches(int? exitCode, string? condition) => OnExitCodes is { } codes
        ? codes.Matches(exitCode)
        : OnPodConditions?.Any(pattern => pattern.Type == condition && pattern.Status is "True" or null) == true;
}

/// <summary>Exit codes that a rule is about.</summary>
internal sealed record ExitCodeRequirement(string Operator, ImmutableArray<int> Values, string? ContainerName = null)
{
    // A container that ended well is no failure to either operator.
    public bool Matches(int? exitCode) => exitCode is { } code && code != 0 && Values.Contains(code) == (Operator == "In");
}

/// <summary>A pod condition that a rule is about.</summary>
internal sealed record ConditionPattern(string Type, string? Status = null);

namespace CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

/// <summary>What the API server refuses about a pod failure policy.</summary>
internal static class FailureRules
{
    private const int MostRules = 20;
    private const int MostExitCodes = 255;

    /// <summary>The problems of a Job's policy, each naming the field.</summary>
    public static IEnumerable<string> Problems(JobSpec spec)
    {
        if (spec.PodFailurePolicy is not { } policy)
        {
            return [];
        }
        return policy.Rules.Length > MostRules
            ? [FormattableString.Invariant($"spec.podFailurePolicy.rules: Too many: {policy.Rules.Length}: must have at most {MostRules} items")]
            : policy.Rules.SelectMany((rule, index) => Problems(rule, spec, FormattableString.Invariant($"spec.podFailurePolicy.rules[{index}]")));
    }

    private static IEnumerable<string> Problems(FailureRule rule, JobSpec spec, string place)
    {
        if (rule.OnExitCodes is null == rule.OnPodConditions is not { Length: > 0 })
            yield return $"{place}: Invalid value: must have one of onExitCodes and onPodConditions";
        if (rule.Action == FailureAction.FailIndex && spec.BackoffLimitPerIndex is null)
            yield return $"{place}.action: Invalid value: \"FailIndex\": requires the backoffLimitPerIndex to be set";
        if (rule.OnExitCodes is { } codes)
        {
            foreach (var problem in Problems(codes, $"{place}.onExitCodes"))
                yield return problem;
        }
    }

    private static IEnumerable<string> Problems(ExitCodeRequirement codes, string place)
    {
        if (codes.Operator is not ("In" or "NotIn"))
            yield return $"{place}.operator: Unsupported value: \"{codes.Operator}\": supported values: \"In\", \"NotIn\"";
        if (codes.Values.IsDefaultOrEmpty || codes.Values.Length > MostExitCodes)
            yield return FormattableString.Invariant($"{place}.values: Invalid value: must have 1 to {MostExitCodes} values");
        else if (codes is { Operator: "In" } && codes.Values.Contains(0))
            yield return $"{place}.values: Invalid value: 0: must not be 0 for the In operator";
        else if (!codes.Values.Order().Distinct().SequenceEqual(codes.Values))
            yield return $"{place}.values: Invalid value: must be ordered and without duplicates";
    }
}

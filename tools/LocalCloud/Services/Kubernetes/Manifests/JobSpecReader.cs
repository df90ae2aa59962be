using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

/// <summary>
/// Reads Job specs and refuses what the API server refuses, in its words, and what the local cloud does not model, by name.
/// https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/batch/validation/validation.go
/// </summary>
internal static class JobSpecReader
{
    private const int Large = 100_000;

    /// <summary>Reads a spec. Throws <see cref="FormatException"/> naming the field.</summary>
    public static JobSpec Read(JsonNode? json)
    {
        try
        {
            var spec = json.Deserialize(KubernetesJson.Default.JobSpec) ?? throw new FormatException("spec: Required value");
            return Problems(spec).Concat(PodRules.Problems(spec.Template.Spec)).FirstOrDefault() is { } problem ? throw new FormatException(problem) : spec;
        }
        catch (JsonException failure)
        {
            throw new FormatException($"spec{failure.Path?.TrimStart('$')}: {Explain(failure.Message)}", failure);
        }
    }

    /// <summary>The spec after a patch. Throws <see cref="FormatException"/> where a field may not change.</summary>
    /// <param name="before">The spec as it is.</param>
    /// <param name="patch">The change, as RFC 7396 has it.</param>
    /// <param name="started">Whether pods have been made already.</param>
    public static JobSpec Patch(JobSpec before, JsonObject patch, bool started)
    {
        var after = Read(KubernetesJson.Merge(JsonSerializer.SerializeToNode(before, KubernetesJson.Default.JobSpec), patch));
        return Changes(before, after, before.Suspend && !started).FirstOrDefault() is { } problem ? throw new FormatException(problem) : after;
    }

    // What does not fit is told in sentences about types of ours, of which a reader needs the member's name only.
    private static string Explain(string message) =>
        message.Split("including: ") is [_, var missing] ? $"Required value: {missing.Split('.')[0]}"
        : message.Contains("could not be mapped", StringComparison.Ordinal) ? $"the local cloud does not model '{message.Split('\'')[1]}'"
        : "Invalid value: expected another kind of value";

    private static IEnumerable<string> Problems(JobSpec spec)
    {
        if (spec.CompletionMode != "Indexed")
            yield return $"spec.completionMode is \"{spec.CompletionMode}\"; the local cloud models Indexed";
        if (spec.Completions < 0)
            yield return $"spec.completions: Invalid value: {Text(spec.Completions)}: must be greater than or equal to 0";
        if (spec.Parallelism is < 0 or > Large)
            yield return $"spec.parallelism: Invalid value: {Text(spec.Parallelism)}: must be from 0 to {Text(Large)} when completionMode is Indexed";
        foreach (var (name, value) in Counts(spec).Where(count => count.Value < 0))
            yield return $"spec.{name}: Invalid value: {value}: must be greater than or equal to 0";
        if (spec.MaxFailedIndexes is not null && spec.BackoffLimitPerIndex is null)
            yield return "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified";
        if (spec.MaxFailedIndexes > spec.Completions)
            yield return $"spec.maxFailedIndexes: Invalid value: {spec.MaxFailedIndexes}: must be less than or equal to completions";
        if (spec is { Completions: > Large, BackoffLimitPerIndex: not null, MaxFailedIndexes: null or > 10_000 })
            yield return $"spec.maxFailedIndexes: Required value: at most 10000 when completions is above {Text(Large)}";
        if (spec is { PodFailurePolicy: not null, PodReplacementPolicy: not (null or "Failed") })
            yield return $"spec.podReplacementPolicy: Unsupported value: \"{spec.PodReplacementPolicy}\": supported values: \"Failed\"";
        if (spec is { PodFailurePolicy: null, PodReplacementPolicy: not (null or "Failed") })
            yield return $"spec.podReplacementPolicy is \"{spec.PodReplacementPolicy}\"; the local cloud models Failed";
        foreach (var problem in FailureRules.Problems(spec))
            yield return problem;
    }

    // What may change: https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/3715-elastic-indexed-job and 2926-job-mutable-scheduling-directives
    private static IEnumerable<string> Changes(JobSpec before, JobSpec after, bool neverStarted)
    {
        if (after.Completions != before.Completions && after.Completions != after.Parallelism)
            yield return $"spec.completions: Invalid value: {Text(after.Completions)}: can only be modified in tandem with spec.parallelism";
        foreach (var field in Fixed.Where(field => !JsonNode.DeepEquals(field.Of(before), field.Of(after))))
            yield return $"spec.{field.Name}: Invalid value: field is immutable";
        if (!JsonNode.DeepEquals(Template(before, neverStarted), Template(after, neverStarted)))
            yield return "spec.template: Invalid value: field is immutable";
    }

    private static readonly (string Name, Func<JobSpec, JsonNode?> Of)[] Fixed =
    [
        ("backoffLimitPerIndex", spec => JsonValue.Create(spec.BackoffLimitPerIndex)),
        ("podFailurePolicy", spec => JsonSerializer.SerializeToNode(spec, KubernetesJson.Default.JobSpec)!["podFailurePolicy"]),
    ];

    // Of a template only this may change, and only before the first pod was made.
    private static JsonNode Template(JobSpec spec, bool neverStarted)
    {
        var template = JsonSerializer.SerializeToNode(spec, KubernetesJson.Default.JobSpec)!["template"]!;
        if (neverStarted)
        {
            template.AsObject().Remove("metadata");
            template["spec"]!.AsObject().Remove("nodeSelector");
        }
        return template;
    }

    private static (string Name, long? Value)[] Counts(JobSpec spec) =>
    [
        ("backoffLimit", spec.BackoffLimit), ("backoffLimitPerIndex", spec.BackoffLimitPerIndex), ("maxFailedIndexes", spec.MaxFailedIndexes),
        ("activeDeadlineSeconds", spec.ActiveDeadlineSeconds), ("ttlSecondsAfterFinished", spec.TtlSecondsAfterFinished),
    ];

    private static string Text(int number) => FormattableString.Invariant($"{number}");
}

using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

/// <summary>What the API server refuses about a pod of a Job, and what the local cloud does not model of one.</summary>
internal static partial class PodRules
{
    /// <summary>The problems, each naming the field.</summary>
    public static IEnumerable<string> Problems(PodSpec pod)
    {
        const string Place = "spec.template.spec";
        if (pod.RestartPolicy is not ("Never" or "OnFailure"))
            yield return $"{Place}.restartPolicy: Unsupported value: \"{pod.RestartPolicy}\": supported values: \"OnFailure\", \"Never\"";
        else if (pod.RestartPolicy != "Never")
            yield return $"{Place}.restartPolicy is \"{pod.RestartPolicy}\"; the local cloud models Never, which backoffLimitPerIndex and podFailurePolicy need";
        if (pod.ActiveDeadlineSeconds < 1)
            yield return FormattableString.Invariant($"{Place}.activeDeadlineSeconds: Invalid value: {pod.ActiveDeadlineSeconds}: must be at least 1");
        if (pod.TerminationGracePeriodSeconds < 0)
            yield return FormattableString.Invariant($"{Place}.terminationGracePeriodSeconds: Invalid value: {pod.TerminationGracePeriodSeconds}: must be greater than or equal to 0");
        if (pod.Containers is not [var container])
        {
            yield return $"{Place}.containers: the local cloud runs one container a pod";
            yield break;
        }
        foreach (var problem in Problems(container, pod, $"{Place}.containers[0]"))
            yield return problem;
    }

    private static IEnumerable<string> Problems(Container container, PodSpec pod, string place)
    {
        if (container.VolumeMounts.FirstOrDefault(mount => pod.Volumes.All(volume => volume.Name != mount.Name)) is { } missing)
            yield return $"{place}.volumeMounts: Not found: \"{missing.Name}\"";
        if (container.Env.FirstOrDefault(variable => variable.ValueFrom is { } source && !ModelledField().IsMatch(source.FieldRef.FieldPath)) is { } unknown)
            yield return $"{place}.env: '{unknown.ValueFrom!.FieldRef.FieldPath}'; the local cloud models metadata.name, metadata.namespace, metadata.annotations['KEY'] and metadata.labels['KEY']";
        foreach (var (name, text) in container.Resources.Requests)
        {
            var request = Quantity.Read(text, $"{place}.resources.requests.{name}");
            if (container.Resources.Limits.GetValueOrDefault(name) is { } limit && Quantity.Read(limit, $"{place}.resources.limits.{name}") < request)
                yield return $"{place}.resources.requests: Invalid value: \"{text}\": must be less than or equal to {name} limit of {limit}";
        }
    }

    [GeneratedRegex(@"\Ametadata\.(name|namespace|(annotations|labels)\['[^']+'\])\z")]
    private static partial Regex ModelledField();
}

using System.Globalization;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>What a pod says of itself. https://kubernetes.io/docs/concepts/workloads/pods/downward-api/</summary>
internal static class PodFields
{
    private const string Prefix = "batch.kubernetes.io/";

    /// <summary>A field by its path; an annotation or label that is not there is empty.</summary>
    public static string Read(string path, JobRecord job, PodRecord pod, int failures) => path switch
    {
        "metadata.name" => pod.Name,
        "metadata.namespace" => job.Namespace,
        _ when path.StartsWith("metadata.annotations", StringComparison.Ordinal) => Annotations(job, pod, failures).GetValueOrDefault(KeyOf(path), ""),
        _ => Labels(job, pod).GetValueOrDefault(KeyOf(path), ""),
    };

    /// <summary>A pod's labels: the template's and those that the Job controller adds.</summary>
    public static IReadOnlyDictionary<string, string> Labels(JobRecord job, PodRecord pod) => job.Spec.Template.Metadata.Labels.SetItems(
    [
        new(Prefix + "job-name", job.Name), new("job-name", job.Name), new(Prefix + "controller-uid", job.Uid), new(Prefix + "job-completion-index", Text(pod.Index)),
    ]);

    /// <summary>A pod's annotations: the template's and those that the Job controller adds.</summary>
    public static IReadOnlyDictionary<string, string> Annotations(JobRecord job, PodRecord pod, int failures) => job.Spec.Template.Metadata.Annotations.SetItems(
    [
        new(Prefix + "job-completion-index", Text(pod.Index)), new(Prefix + "job-index-failure-count", Text(failures)),
    ]);

    private static string KeyOf(string path) => path.Split('\'')[1];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

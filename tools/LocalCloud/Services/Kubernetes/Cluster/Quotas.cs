using System.Globalization;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

/// <summary>What quotas let in. Pods that have ended do not count. https://kubernetes.io/docs/concepts/policy/resource-quotas/</summary>
internal static class Quotas
{
    /// <summary>The keys that are modelled.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["count/jobs.batch", "limits.cpu", "limits.memory", "pods", "requests.cpu", "requests.memory"];

    /// <summary>Why one more pod of a Job is not let in, or null.</summary>
    public static string? Problem(ResourceQuota quota, JobRecord job, IReadOnlyList<(JobRecord Job, PodRecord Pod)> alive)
    {
        foreach (var (key, hard) in quota.Hard.Where(limit => limit.Key != "count/jobs.batch"))
        {
            if (Wanted(key, job) is not { } wanted)
            {
                return $"failed quota: {quota.Name}: must specify {key} for: {job.Spec.Template.Spec.Containers[0].Name}";
            }
            var used = alive.Sum(other => Wanted(key, other.Job) ?? 0);
            if (used + wanted > Quantity.Read(hard, key))
            {
                return $"exceeded quota: {quota.Name}, requested: {key}={Text(wanted)}, used: {key}={Text(used)}, limited: {key}={hard}";
            }
        }
        return null;
    }

    /// <summary>Why one more Job is not let in, or null.</summary>
    public static string? Problem(ResourceQuota quota, int jobs) =>
        quota.Hard.GetValueOrDefault("count/jobs.batch") is { } hard && jobs + 1 > Quantity.Read(hard, "count/jobs.batch")
            ? FormattableString.Invariant($"exceeded quota: {quota.Name}, requested: count/jobs.batch=1, used: count/jobs.batch={jobs}, limited: count/jobs.batch={hard}")
            : null;

    private static decimal? Wanted(string key, JobRecord job)
    {
        var resources = job.Spec.Template.Spec.Containers[0].Resources;
        return key.Split('.') switch
        {
            ["pods"] => 1,
            ["requests", var name] => Amount(resources.Requests.GetValueOrDefault(name) ?? resources.Limits.GetValueOrDefault(name), key),
            [_, var name] => Amount(resources.Limits.GetValueOrDefault(name), key),
            _ => null,
        };
    }

    private static decimal? Amount(string? text, string key) => text is null ? null : Quantity.Read(text, key);

    private static string Text(decimal amount) => amount.ToString("0.###", CultureInfo.InvariantCulture);
}

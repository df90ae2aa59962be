using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Models.Kubernetes;

/// <summary>A template of Jobs. All of its spec can change in place; Jobs that were made of it stay as they are.</summary>
internal sealed class CronJobModel : KubernetesModel
{
    // The controller appends a time stamp of 11 characters: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
    public CronJobModel() : base(KubernetesNames.CronJob, "batch/v1", "CronJob") => LongestName = 52;

    private static readonly string[] Honoured = ["failedJobsHistoryLimit", "jobTemplate", "schedule", "successfulJobsHistoryLimit", "suspend"];

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        var spec = inputs["spec"] as JsonObject ?? [];
        foreach (var (member, _) in spec.Where(member => !Honoured.Contains(member.Key)))
            yield return $"the local cloud does not model 'spec.{member}' of a CronJob; it honours {string.Join(", ", Honoured)}";
        // Five fields: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
        if (((string?)spec["schedule"])?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5)
            yield return $"spec.schedule: Invalid value: \"{spec["schedule"]}\": expected exactly 5 fields";
        if ((bool?)spec["suspend"] != true)
            yield return "spec.suspend is not true; the local cloud models CronJobs as templates only, which never come due";
        if (Refusal(spec) is { } refusal)
            yield return $"spec.jobTemplate.{refusal}";
    }

    /// <summary>Reads what the service will read, so that it is refused when it is deployed and in the same words.</summary>
    private static string? Refusal(JsonObject spec)
    {
        try
        {
            JobSpecReader.Read(spec["jobTemplate"]?["spec"]);
            return null;
        }
        catch (FormatException refusal)
        {
            return refusal.Message;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>A Job as the API server shows it. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobStatus</summary>
internal static class JobAnswer
{
    public static JsonObject Of(JobRecord job, ObjectTable table) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = new JsonObject
        {
            ["creationTimestamp"] = Timestamp.Of(job.CreatedAt),
            ["labels"] = new JsonObject(job.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
            ["name"] = job.Name,
            ["namespace"] = job.Namespace,
            ["uid"] = job.Uid,
        },
        ["spec"] = JsonSerializer.SerializeToNode(job.Spec, KubernetesJson.Default.JobSpec),
        ["status"] = Status(job, table.PodsOf(job)),
    };

    private static JsonObject Status(JobRecord job, IReadOnlyList<PodRecord> pods)
    {
        var progress = new IndexProgress(job.Spec, pods);
        var status = new JsonObject
        {
            ["active"] = progress.Active.Count(pod => !pod.Deleting),
            ["completedIndexes"] = IndexProgress.Compress(progress.Succeeded),
            ["conditions"] = new JsonArray([.. job.Conditions.Select(Condition)]),
            ["failed"] = progress.FailedPods,
            ["ready"] = progress.Active.Count(pod => pod.Phase == PodPhase.Running),
            ["succeeded"] = progress.Succeeded.Count,
            ["terminating"] = progress.Active.Count(pod => pod.Deleting),
        };
        if (job.Spec.BackoffLimitPerIndex is not null)
        {
            status["failedIndexes"] = IndexProgress.Compress(progress.Failed);
        }
        if (job.StartedAt is { } started)
        {
            status["startTime"] = Timestamp.Of(started);
        }
        if (job.Finish is { Type: JobConditionType.Complete } complete)
        {
            status["completionTime"] = Timestamp.Of(complete.At);
        }
        return status;
    }

    private static JsonObject Condition(JobCondition condition) => new()
    {
        ["lastTransitionTime"] = Timestamp.Of(condition.At),
        ["message"] = condition.Message,
        ["reason"] = condition.Reason,
        ["status"] = "True",
        ["type"] = condition.Type.ToString(),
    };
}

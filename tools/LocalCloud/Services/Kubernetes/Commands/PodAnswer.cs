using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>A pod as the API server shows it, without its spec. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodStatus</summary>
internal static class PodAnswer
{
    public static JsonObject Of(JobRecord job, PodRecord pod, ObjectTable table)
    {
        var failures = new IndexProgress(job.Spec, table.PodsOf(job).TakeWhile(other => other.Name != pod.Name)).CountedFailures(pod.Index);
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["annotations"] = Texts(PodFields.Annotations(job, pod, failures)),
                ["creationTimestamp"] = Timestamp.Of(pod.CreatedAt),
                ["labels"] = Texts(PodFields.Labels(job, pod)),
                ["name"] = pod.Name,
                ["namespace"] = job.Namespace,
            },
            ["status"] = Status(job, pod),
        };
    }

    private static JsonObject Status(JobRecord job, PodRecord pod)
    {
        var status = new JsonObject
        {
            ["containerStatuses"] = new JsonArray(new JsonObject { ["name"] = job.Spec.Template.Spec.Containers[0].Name, ["state"] = State(pod) }),
            ["phase"] = pod.Phase.ToString(),
        };
        if (pod.Reason == "DeadlineExceeded")
        {
            status["reason"] = pod.Reason;
        }
        if (pod.Disruption is { } disruption)
        {
            status["conditions"] = new JsonArray(new JsonObject { ["reason"] = disruption, ["status"] = "True", ["type"] = "DisruptionTarget" });
        }
        return status;
    }

    private static JsonObject State(PodRecord pod) => pod switch
    {
        { Ended: true } => new() { ["terminated"] = new JsonObject { ["exitCode"] = pod.ExitCode, ["finishedAt"] = Timestamp.Of(pod.FinishedAt ?? pod.CreatedAt), ["reason"] = pod.Phase == PodPhase.Succeeded ? "Completed" : "Error" } },
        { Phase: PodPhase.Running } => new() { ["running"] = new JsonObject { ["startedAt"] = Timestamp.Of(pod.StartedAt!.Value) } },
        _ => new() { ["waiting"] = new JsonObject { ["message"] = pod.Waiting, ["reason"] = pod.Waiting?.Split(':')[0] ?? "ContainerCreating" } },
    };

    private static JsonObject Texts(IReadOnlyDictionary<string, string> texts) => new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}

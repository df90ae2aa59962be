using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>Jobs and pods as JSON. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_get/</summary>
internal sealed class GetObjects(JobController controller) : KubectlCommand("get", new("--output", "-o"), new("--selector", "-l"), new("--ignore-not-found", Switch: true))
{
    private static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override Task<string> ExecuteAsync(KubectlArguments arguments, CancellationToken cancellationToken)
    {
        arguments.Expect("--output", "json");
        return Task.FromResult(controller.Locked(table => arguments.Words switch
        {
            [var kind, var name] when IsKind(kind, "job") => table.Find(arguments.Namespace, name) is { } job ? Print(JobAnswer.Of(job, table))
                : arguments.Is("--ignore-not-found") ? "" : throw KubectlRefusal.NotFound("jobs.batch", name),
            [var kind] when IsKind(kind, "job") => Print(List(table.Jobs.Where(job => job.Namespace == arguments.Namespace && Selector.Parse(arguments).Admits(job.Labels)).Select(job => JobAnswer.Of(job, table)))),
            [var kind] when IsKind(kind, "pod") => Print(List(Selector.Parse(arguments).Pods(table, arguments.Namespace).Select(found => PodAnswer.Of(found.Job, found.Pod, table)))),
            _ => throw new KubectlRefusal($"get {string.Join(' ', arguments.Words)}: the local cloud models get job NAME, get jobs and get pods"),
        }));
    }

    private static JsonObject List(IEnumerable<JsonObject> items) => new() { ["apiVersion"] = "v1", ["items"] = new JsonArray([.. items]), ["kind"] = "List" };

    private static string Print(JsonObject document) => document.ToJsonString(Printed) + "\n";
}

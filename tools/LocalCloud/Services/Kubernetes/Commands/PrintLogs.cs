using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>What pods wrote. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_logs/</summary>
internal sealed class PrintLogs(JobController controller, LogStore logs) : KubectlCommand(
    "logs", new("--selector", "-l"), new("--tail"), new("--prefix", Switch: true), new("--ignore-errors", Switch: true))
{
    public override Task<string> ExecuteAsync(KubectlArguments arguments, CancellationToken cancellationToken)
    {
        // With a selector kubectl shows the last ten lines of each pod unless it is told otherwise.
        arguments.Expect("--tail", arguments.Text("--selector") is null ? [null, "-1"] : ["-1"]);
        var pods = controller.Locked(table => Selector.Parse(arguments).Pods(table, arguments.Namespace).Where(found => arguments.Words is not [var name] || found.Pod.Name == name).ToList());
        if (arguments.Words is [var wanted, ..] && pods.Count == 0)
        {
            throw KubectlRefusal.NotFound("pods", wanted);
        }
        if (pods.Count == 0)
        {
            return Task.FromResult("");
        }
        return Task.FromResult(string.Concat(pods.SelectMany(found => Lines(found.Job, found.Pod, arguments)).Select(line => line + "\n")));
    }

    private IEnumerable<string> Lines(JobRecord job, PodRecord pod, KubectlArguments arguments)
    {
        if (logs.Read(PodRunner.LogGroup(job), pod.Name) is not { } events)
        {
            return arguments.Is("--ignore-errors") ? []
                : throw KubectlRefusal.Server("BadRequest", $"container \"{job.Spec.Template.Spec.Containers[0].Name}\" in pod \"{pod.Name}\" is waiting to start: {pod.Waiting ?? "ContainerCreating"}");
        }
        var prefix = arguments.Is("--prefix") ? $"[pod/{pod.Name}/{job.Spec.Template.Spec.Containers[0].Name}] " : "";
        return events.Select(line => prefix + line.Message);
    }
}

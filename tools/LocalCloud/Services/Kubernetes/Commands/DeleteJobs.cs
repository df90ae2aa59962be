using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>Deletes Jobs with their pods and waits until they are gone. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_delete/</summary>
internal sealed class DeleteJobs(JobController controller, Func<string, bool> hasNamespace) : KubectlCommand(
    "delete", new("--all", Switch: true), new("--cascade"), new("--ignore-not-found", Switch: true))
{
    public override async Task<string> ExecuteAsync(KubectlArguments arguments, CancellationToken cancellationToken)
    {
        arguments.Expect("--cascade", "foreground");
        var doomed = Doomed(arguments);
        await Task.WhenAll(doomed.Select(controller.DeleteAsync)).WaitAsync(cancellationToken);
        return doomed.Count == 0 ? "No resources found\n" : string.Concat(doomed.Select(job => $"job.batch \"{job.Name}\" deleted\n"));
    }

    private List<JobRecord> Doomed(KubectlArguments arguments) => controller.Locked<List<JobRecord>>(table => arguments.Words switch
    {
        [var kind] when IsKind(kind, "job") && arguments.Is("--all") => hasNamespace(arguments.Namespace)
            ? [.. table.Jobs.Where(job => job.Namespace == arguments.Namespace)]
            : throw KubectlRefusal.NotFound("namespaces", arguments.Namespace),
        [var kind, var name] when IsKind(kind, "job") && !arguments.Is("--all") => table.Find(arguments.Namespace, name) is { } job ? [job]
            : arguments.Is("--ignore-not-found") ? [] : throw KubectlRefusal.NotFound("jobs.batch", name),
        _ => throw new KubectlRefusal($"delete {string.Join(' ', arguments.Words)}: the local cloud models delete job NAME and delete jobs --all"),
    });
}

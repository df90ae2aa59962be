using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>Changes a Job's spec by a JSON merge patch. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_patch/</summary>
internal sealed class PatchJob(JobController controller) : KubectlCommand("patch", new("--type"), new("--patch", "-p"))
{
    public override Task<string> ExecuteAsync(KubectlArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Words is not [var kind, var name] || !IsKind(kind, "job"))
        {
            throw new KubectlRefusal($"patch {string.Join(' ', arguments.Words)}: the local cloud models patch job NAME");
        }
        arguments.Expect("--type", "merge");
        var patch = Read(arguments.Text("--patch") ?? throw new KubectlRefusal("must specify --patch containing the contents of the patch"));
        return Task.FromResult(controller.Locked(table =>
        {
            var job = Find(table, arguments, name);
            table.Put(job with { Spec = Patched(job, patch, table.PodsOf(job).Count > 0) });
            return $"job.batch/{name} patched\n";
        }));
    }

    private static JobSpec Patched(JobRecord job, JsonObject patch, bool started)
    {
        try
        {
            return JobSpecReader.Patch(job.Spec, patch, started);
        }
        catch (FormatException refusal)
        {
            throw new KubectlRefusal($"The Job \"{job.Name}\" is invalid: {refusal.Message}");
        }
    }

    private static JsonObject Read(string text)
    {
        try
        {
            var patch = ModelledJson.Parse(text, "patch") as JsonObject ?? throw new FormatException("patch is no object");
            return patch.Count == 1 && patch["spec"] is JsonObject spec
                ? spec
                : throw new FormatException("the local cloud models patches of spec");
        }
        catch (FormatException problem)
        {
            throw new KubectlRefusal($"unable to parse \"{text}\": {problem.Message}");
        }
    }
}

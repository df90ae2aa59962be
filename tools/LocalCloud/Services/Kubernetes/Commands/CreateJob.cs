using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Services.Kubernetes.Cluster;
using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;
using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Commands;

/// <summary>Makes a Job of a CronJob's template. https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_job/</summary>
internal sealed partial class CreateJob(JobController controller, ClusterObjects objects, Admission admission, TimeProvider clock) : KubectlCommand("create", new KubectlFlag("--from"))
{
    private const string From = "cronjob/";

    // A pod's host name is the Job's name, a hyphen and the index; the API server checks the last one: https://kubernetes.io/docs/concepts/workloads/controllers/job/
    private const int LongestName = 63;

    public override Task<string> ExecuteAsync(KubectlArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Words is not [var kind, var name] || !IsKind(kind, "job") || arguments.Text("--from") is not { } from || !from.StartsWith(From, StringComparison.Ordinal))
        {
            throw new KubectlRefusal($"create {string.Join(' ', arguments.Words)}: the local cloud models create job NAME --from={From}NAME");
        }
        var template = objects.CronJobs.FirstOrDefault(candidate => candidate.Namespace == arguments.Namespace && candidate.Name == from[From.Length..])
            ?? throw KubectlRefusal.NotFound("cronjobs.batch", from[From.Length..]);
        return Task.FromResult(controller.Locked(table => Create(table, template, name)));
    }

    private string Create(ObjectTable table, CronJob template, string name)
    {
        var spec = Read(template, name);
        if (table.Find(template.Namespace, name) is not null)
        {
            throw KubectlRefusal.Server("AlreadyExists", $"jobs.batch \"{name}\" already exists");
        }
        if (admission.JobProblem(template.Namespace, table) is { } problem)
        {
            throw KubectlRefusal.Server("Forbidden", $"jobs.batch \"{name}\" is forbidden: {problem}");
        }
        table.Put(new JobRecord
        {
            Uid = Guid.NewGuid().ToString(),
            Namespace = template.Namespace,
            Name = name,
            Spec = spec,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Owner = template.Uid,
            Labels = (template.Template["metadata"]?["labels"] as JsonObject ?? []).ToImmutableSortedDictionary(label => label.Key, label => (string)label.Value!, StringComparer.Ordinal),
        });
        return $"job.batch/{name} created\n";
    }

    private static JobSpec Read(CronJob template, string name)
    {
        try
        {
            var spec = JobSpecReader.Read(template.Template["spec"]);
            return !DnsLabel().IsMatch(name) || FormattableString.Invariant($"{name}-{spec.Completions - 1}").Length > LongestName
                ? throw new FormatException($"metadata.name: Invalid value: \"{name}\": must be lower-case letters, digits and hyphens, a letter or digit at both ends, and at most {LongestName} characters with the index behind it")
                : spec;
        }
        catch (FormatException refusal)
        {
            throw new KubectlRefusal($"failed to create job: Job.batch \"{name}\" is invalid: {refusal.Message}");
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex DnsLabel();
}

using System.Globalization;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.Kubernetes.Cluster;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>Runs the container of a pod, with the variables of an Indexed Job.</summary>
internal sealed class PodRunner(ContainerRunner containers, IClusterHost host, IReadOnlyList<string> worker)
{
    /// <summary>The log group of a Job's pods; each pod's stream is its name.</summary>
    public static string LogGroup(JobRecord job) => $"{job.Namespace}/{job.Uid}";

    /// <summary>Asks a pod's container to end.</summary>
    public void Stop(PodRecord pod) => containers.Stop(pod.Name);

    /// <summary>Runs to the end; <paramref name="started"/> is called once the process is known and before it begins.</summary>
    public Task<ContainerOutcome> RunAsync(JobRecord job, PodRecord pod, int failures, Action<ContainerStart> started, CancellationToken closing) =>
        containers.RunAsync(pod.Name, () => Prepare(job, pod, failures), started, closing);

    private ContainerRun Prepare(JobRecord job, PodRecord pod, int failures)
    {
        var (spec, container) = (job.Spec.Template.Spec, job.Spec.Template.Spec.Containers[0]);
        return host.PullProblem(container.Image) is { } problem ? throw new TaskStartException($"ImagePullBackOff: {problem}") : new()
        {
            Id = pod.Name,
            Argv = [.. worker, .. container.Args],
            Environment = Variables(job, pod, failures),
            LogGroup = LogGroup(job),
            LogStream = pod.Name,
            Subject = PodFactory.SubjectOf(pod),
            Occurrence = pod.Try,
            Spot = host.IsSpot(spec.NodeSelector),
            Timeout = spec.ActiveDeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Grace = TimeSpan.FromSeconds(spec.TerminationGracePeriodSeconds),
        };
    }

    private Dictionary<string, string> Variables(JobRecord job, PodRecord pod, int failures)
    {
        try
        {
            var variables = host.IdentityOf(job.Namespace, job.Spec.Template.Spec.ServiceAccountName).ToDictionary(StringComparer.Ordinal);
            variables["HOSTNAME"] = FormattableString.Invariant($"{job.Name}-{pod.Index}");
            variables["JOB_COMPLETION_INDEX"] = pod.Index.ToString(CultureInfo.InvariantCulture);
            foreach (var variable in job.Spec.Template.Spec.Containers[0].Env)
            {
                variables[variable.Name] = variable.ValueFrom is { } source ? PodFields.Read(source.FieldRef.FieldPath, job, pod, failures) : variable.Value ?? "";
            }
            return variables;
        }
        catch (IdentityException refusal)
        {
            throw new TaskStartException(refusal.Message, refusal);
        }
    }
}

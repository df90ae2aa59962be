using CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

/// <summary>What the API server lets into a namespace: service account, pod security, quotas.</summary>
internal sealed class Admission(ClusterObjects objects, IClusterHost host)
{
    /// <summary>Why a Job's next pod is not made, or null. The controller asks again and again.</summary>
    public string? PodProblem(JobRecord job, ObjectTable table)
    {
        var pod = job.Spec.Template.Spec;
        if (!objects.HasServiceAccount(job.Namespace, pod.ServiceAccountName))
        {
            return $"error looking up service account {job.Namespace}/{pod.ServiceAccountName}: serviceaccount \"{pod.ServiceAccountName}\" not found";
        }
        var alive = table.Alive(job.Namespace).ToList();
        return PodSecurity.Problem(objects.SecurityOf(job.Namespace), pod) ?? NodeProblem(job)
            ?? objects.QuotasIn(job.Namespace).Select(quota => Quotas.Problem(quota, job, alive)).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Why one more Job is not let in, or null.</summary>
    public string? JobProblem(string ns, ObjectTable table)
    {
        var jobs = table.Jobs.Count(job => job.Namespace == ns);
        return objects.QuotasIn(ns).Select(quota => Quotas.Problem(quota, jobs)).FirstOrDefault(problem => problem is not null);
    }

    private string? NodeProblem(JobRecord job)
    {
        try
        {
            host.IsSpot(job.Spec.Template.Spec.NodeSelector);
            return null;
        }
        catch (FormatException problem)
        {
            return problem.Message;
        }
    }
}

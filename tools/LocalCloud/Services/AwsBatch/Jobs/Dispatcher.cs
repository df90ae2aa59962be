using System.Globalization;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>A job that may start, and where.</summary>
internal sealed record Placement(JobRecord Job, JobRecord Root, Queue Queue, ComputeEnvironment Environment, decimal Vcpu);

/// <summary>
/// What waits in each queue, first in first out, and what each environment has in use of its maxvCpus. Queues of a higher priority go
/// first; a job that does not fit holds up those behind it in its queue.
/// </summary>
internal sealed class Dispatcher(BatchDeployment deployment, JobTable jobs)
{
    private readonly Dictionary<string, LinkedList<string>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _used = new(StringComparer.Ordinal);
    private int _running;

    public void AddLast(JobRecord job) => WaitingIn(job.Queue).AddLast(job.Id);

    /// <summary>A retried job goes to the front: https://docs.aws.amazon.com/batch/latest/userguide/bestpractice6.html</summary>
    public void AddFirst(JobRecord job) => WaitingIn(job.Queue).AddFirst(job.Id);

    /// <summary>Takes the next job that may start now, or null.</summary>
    public Placement? Take()
    {
        if (_running >= Machine.MostTasks)
        {
            return null;
        }
        foreach (var queue in deployment.Queues)
        {
            if (Head(queue.Arn) is { } job && Place(job, queue) is { } placement)
            {
                WaitingIn(queue.Arn).RemoveFirst();
                _used[placement.Environment.Arn] = Used(placement.Environment) + placement.Vcpu;
                _running++;
                return placement;
            }
        }
        return null;
    }

    /// <summary>Gives back what a job had.</summary>
    public void Release(Placement placement)
    {
        _used[placement.Environment.Arn] -= placement.Vcpu;
        _running--;
    }

    /// <summary>Why the first waiting job does not start, naming what it lacks; null where nothing waits.</summary>
    public string? WhyWaiting() =>
        _waiting.Keys.Select(Head).OfType<JobRecord>().Select(WhyWaiting).FirstOrDefault();

    private string WhyWaiting(JobRecord job)
    {
        if (deployment.FindQueue(job.Queue) is not { } queue)
        {
            return $"the job queue {job.Queue} is not deployed any more";
        }
        if (deployment.WhyNoEnvironment(queue) is { } missing)
        {
            return missing;
        }
        var (vcpu, largest) = (VcpuOf(job), deployment.ReadyEnvironments(queue).MaxBy(environment => environment.MaxVcpus)!);
        return vcpu > largest.MaxVcpus
            ? string.Create(CultureInfo.InvariantCulture, $"a job asks for {vcpu} vCPU and the compute environment {largest.Name} has maxvCpus {largest.MaxVcpus}")
            : Place(job, queue) is null
                ? string.Create(CultureInfo.InvariantCulture, $"{Used(largest)} of maxvCpus {largest.MaxVcpus} of the compute environment {largest.Name} are in use")
                : string.Create(CultureInfo.InvariantCulture, $"this machine runs {Machine.MostTasks} tasks at once, where maxvCpus would allow {Math.Floor(largest.MaxVcpus / vcpu)}");
    }

    private Placement? Place(JobRecord job, Queue queue)
    {
        var vcpu = VcpuOf(job);
        return deployment.ReadyEnvironments(queue).FirstOrDefault(environment => Used(environment) + vcpu <= environment.MaxVcpus) is { } found
            ? new(job, jobs.RootOf(job), queue, found, vcpu)
            : null;
    }

    // A job that was ended while it waited is still in the list; it is dropped when it comes to the front.
    private JobRecord? Head(string queueArn)
    {
        var waiting = WaitingIn(queueArn);
        while (waiting.First is { } first)
        {
            if (jobs.Find(first.Value) is { Status: JobStatus.RUNNABLE } job)
            {
                return job;
            }
            waiting.RemoveFirst();
        }
        return null;
    }

    private LinkedList<string> WaitingIn(string queueArn)
    {
        if (!_waiting.TryGetValue(queueArn, out var waiting))
        {
            _waiting[queueArn] = waiting = new();
        }
        return waiting;
    }

    private decimal Used(ComputeEnvironment environment) => _used.GetValueOrDefault(environment.Arn);

    private decimal VcpuOf(JobRecord job) => RequiredSize.Read(jobs.RootOf(job).Container!.ResourceRequirements).Vcpu;
}

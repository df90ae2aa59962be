using System.IO.Hashing;
using System.Text;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>Makes the pods that a Job needs next: the lowest indexes first, as many as its parallelism has room for.</summary>
internal sealed class PodFactory(ObjectTable table, Admission admission, FaultPlan faults, TimeProvider clock)
{
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);

    /// <summary>Why the last pod of a Job was not let in, or null.</summary>
    public string? ProblemOf(JobRecord job) => _problems.GetValueOrDefault(job.Uid);

    /// <summary>The subject of faults: the same in every run, as names are not.</summary>
    public static string SubjectOf(PodRecord pod) => FormattableString.Invariant($"index {pod.Index}");

    /// <summary>Makes them, up to the first that is not let in.</summary>
    public void MakeFor(JobRecord job, IndexProgress progress)
    {
        _problems.Remove(job.Uid);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var index in Due(job, progress, now).Take(Math.Max(0, job.Spec.Parallelism - progress.Active.Count)).ToList())
        {
            if (!TryMake(job, index, now, out var pod))
            {
                return;
            }
            // In rare cases two pods run for one index: https://kubernetes.io/docs/concepts/workloads/controllers/job/#handling-pod-and-container-failures
            if (faults.Strikes(FaultKind.Duplicate, SubjectOf(pod), pod.Try))
            {
                TryMake(job, index, now, out _);
            }
        }
    }

    private List<int> Due(JobRecord job, IndexProgress progress, long now)
    {
        var busy = progress.Active.Select(pod => pod.Index).ToHashSet();
        var open = Enumerable.Range(0, job.Spec.Completions).Where(index => progress.IsOpen(index) && !busy.Contains(index)).ToList();
        var due = open.Where(index => progress.OpenAgainAt(index) <= now).ToList();
        // A pause in which nothing happens shows nothing, so that the first one to be over is over at once.
        return due.Count > 0 || open.Count == 0 || table.Alive(job.Namespace).Any() ? due : [open.MinBy(progress.OpenAgainAt)];
    }

    private bool TryMake(JobRecord job, int index, long now, out PodRecord pod)
    {
        var attempt = table.PodsOf(job).Count(other => other.Index == index) + 1;
        pod = new() { Name = NameOf(job, index, attempt), Job = job.Uid, Index = index, Try = attempt, CreatedAt = now };
        if (admission.PodProblem(job, table) is { } problem)
        {
            _problems[job.Uid] = FormattableString.Invariant($"Error creating: pods \"{job.Name}-{index}-\" is forbidden: {problem}");
            return false;
        }
        table.Put(pod);
        return true;
    }

    // JOBNAME-INDEX-xxxxx, with the 27 letters and digits that Kubernetes takes for random names.
    private static string NameOf(JobRecord job, int index, int attempt)
    {
        const string Letters = "bcdfghjklmnpqrstvwxz2456789";
        var hash = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{job.Uid}|{index}|{attempt}")));
        var suffix = string.Concat(Enumerable.Range(0, 5).Select(place => Letters[(int)((hash >> (place * 12)) % (ulong)Letters.Length)]));
        return FormattableString.Invariant($"{job.Name}-{index}-{suffix}");
    }
}

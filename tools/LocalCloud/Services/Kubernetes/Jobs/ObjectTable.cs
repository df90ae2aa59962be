using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>
/// All Jobs and pods in memory, each change written down first. Not safe for several threads: the controller's lock is held by whoever calls.
/// </summary>
internal sealed class ObjectTable : IDisposable
{
    private readonly RecordJournal<JobRecord> _jobJournal;
    private readonly RecordJournal<PodRecord> _podJournal;
    private readonly Dictionary<string, JobRecord> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, PodRecord>> _pods = new(StringComparer.Ordinal);

    /// <summary>Opens the table of a data folder with what an earlier session left there.</summary>
    public ObjectTable(string dataRoot)
    {
        var folder = Path.Combine(dataRoot, "kubernetes");
        (_jobJournal, var jobs) = RecordJournal<JobRecord>.Open(Path.Combine(folder, "jobs.jsonl"), KubernetesJson.Default.JobRecord, job => job.Uid, job => !job.Gone);
        foreach (var job in jobs)
        {
            _jobs[job.Uid] = job;
        }
        (_podJournal, var pods) = RecordJournal<PodRecord>.Open(Path.Combine(folder, "pods.jsonl"), KubernetesJson.Default.PodRecord, pod => pod.Name, pod => _jobs.ContainsKey(pod.Job));
        foreach (var pod in pods)
        {
            PodsBy(pod.Job)[pod.Name] = pod;
        }
    }

    /// <summary>All Jobs, the oldest first.</summary>
    public IEnumerable<JobRecord> Jobs => _jobs.Values.OrderBy(job => job.CreatedAt).ThenBy(job => job.Name, StringComparer.Ordinal);

    /// <summary>The processes that ran when the last session ended.</summary>
    public IEnumerable<ProcessIdentity> Processes => _pods.Values.SelectMany(pods => pods.Values).Select(pod => pod.Process).OfType<ProcessIdentity>();

    public JobRecord? Find(string uid) => _jobs.GetValueOrDefault(uid);

    public JobRecord? Find(string ns, string name) => _jobs.Values.FirstOrDefault(job => job.Namespace == ns && job.Name == name);

    /// <summary>The pods of a Job, in the order in which they were made.</summary>
    public IReadOnlyList<PodRecord> PodsOf(JobRecord job) => [.. PodsBy(job.Uid).Values];

    public PodRecord? FindPod(JobRecord job, string name) => PodsBy(job.Uid).GetValueOrDefault(name);

    /// <summary>The pods of a namespace that have not ended.</summary>
    public IEnumerable<(JobRecord Job, PodRecord Pod)> Alive(string ns) =>
        from job in _jobs.Values where job.Namespace == ns from pod in PodsBy(job.Uid).Values where !pod.Ended select (job, pod);

    public void Put(JobRecord job)
    {
        _jobJournal.Write(job);
        if (job.Gone)
        {
            _jobs.Remove(job.Uid);
            _pods.Remove(job.Uid);
        }
        else
        {
            _jobs[job.Uid] = job;
        }
    }

    public void Put(PodRecord pod)
    {
        _podJournal.Write(pod);
        PodsBy(pod.Job)[pod.Name] = pod;
    }

    public void Dispose()
    {
        _jobJournal.Dispose();
        _podJournal.Dispose();
    }

    private Dictionary<string, PodRecord> PodsBy(string uid)
    {
        if (!_pods.TryGetValue(uid, out var pods))
        {
            _pods[uid] = pods = new(StringComparer.Ordinal);
        }
        return pods;
    }
}

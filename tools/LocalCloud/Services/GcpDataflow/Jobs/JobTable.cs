using System.Globalization;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;

/// <summary>All jobs and bundles in memory, each change written down first. Not safe for several threads: the scheduler's lock is held by whoever calls.</summary>
internal sealed class JobTable : IDisposable
{
    private readonly RecordJournal<JobRecord> _jobJournal;
    private readonly RecordJournal<BundleRecord> _bundleJournal;
    private readonly Dictionary<string, JobRecord> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, BundleRecord>> _bundles = new(StringComparer.Ordinal);

    /// <summary>Opens the table of a data folder with what an earlier session left there.</summary>
    public JobTable(string dataRoot)
    {
        var folder = Path.Combine(dataRoot, "dataflow");
        (_jobJournal, var jobs) = RecordJournal<JobRecord>.Open(Path.Combine(folder, "jobs.jsonl"), DataflowJson.Default.JobRecord, job => job.Id);
        (_bundleJournal, var bundles) = RecordJournal<BundleRecord>.Open(Path.Combine(folder, "bundles.jsonl"), DataflowJson.Default.BundleRecord, KeyOf);
        foreach (var job in jobs)
        {
            _jobs[job.Id] = job;
        }
        foreach (var bundle in bundles)
        {
            Take(bundle);
        }
    }

    /// <summary>All jobs, the oldest first.</summary>
    public IEnumerable<JobRecord> Jobs => _jobs.Values.OrderBy(job => job.CreatedAt);

    /// <summary>The processes that ran when the last session ended.</summary>
    public IEnumerable<ProcessIdentity> Processes => _bundles.Values.SelectMany(bundles => bundles.Values).Select(bundle => bundle.Process).OfType<ProcessIdentity>();

    /// <summary>By what a bundle is known.</summary>
    public static string KeyOf(BundleRecord bundle) => string.Create(CultureInfo.InvariantCulture, $"{bundle.Job}/{bundle.Number}");

    public JobRecord? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>The bundles of a job, by number.</summary>
    public IReadOnlyCollection<BundleRecord> BundlesOf(string job) => _bundles.TryGetValue(job, out var bundles) ? bundles.Values : [];

    public BundleRecord Bundle(string job, int number) => _bundles[job][number];

    public void Put(JobRecord job)
    {
        _jobJournal.Write(job);
        _jobs[job.Id] = job;
    }

    public void Put(params IReadOnlyCollection<BundleRecord> bundles)
    {
        _bundleJournal.Write(bundles);
        foreach (var bundle in bundles)
        {
            Take(bundle);
        }
    }

    public void Dispose()
    {
        _jobJournal.Dispose();
        _bundleJournal.Dispose();
    }

    private void Take(BundleRecord bundle)
    {
        if (!_bundles.TryGetValue(bundle.Job, out var known))
        {
            _bundles[bundle.Job] = known = [];
        }
        known[bundle.Number] = bundle;
    }
}

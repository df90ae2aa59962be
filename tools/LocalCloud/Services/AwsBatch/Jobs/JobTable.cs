namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>
/// All jobs in memory, each change written to the journal first. Not safe for several threads: the scheduler's lock is held by whoever
/// calls.
/// </summary>
internal sealed class JobTable(RecordJournal<JobRecord> journal)
{
    private readonly Dictionary<string, JobRecord> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _summaries = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Jobs that are no children, in the order of submission.</summary>
    public IEnumerable<JobRecord> TopLevel => _order.Select(id => _jobs[id]);

    public JobRecord? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>The job that says what to run: a child's array, else the job itself.</summary>
    public JobRecord RootOf(JobRecord job) => job.ParentId is { } parent ? _jobs[parent] : job;

    /// <summary>The children of an array, by index.</summary>
    public IEnumerable<JobRecord> ChildrenOf(string parentId) => _children.GetValueOrDefault(parentId, []).Select(id => _jobs[id]);

    /// <summary>How many children of an array stand where, indexed by <see cref="JobStatus"/>.</summary>
    public ReadOnlySpan<int> SummaryOf(string parentId) => _summaries.GetValueOrDefault(parentId, []);

    /// <summary>Takes in what the journal held.</summary>
    public void Restore(IEnumerable<JobRecord> records)
    {
        foreach (var record in records)
        {
            Take(record);
        }
    }

    /// <summary>Adds or changes jobs: on disk first.</summary>
    public void Put(params JobRecord[] records)
    {
        journal.Write(records);
        foreach (var record in records)
        {
            Take(record);
        }
    }

    private void Take(JobRecord record)
    {
        var before = _jobs.GetValueOrDefault(record.Id);
        _jobs[record.Id] = record;
        if (record.ParentId is not { } parent)
        {
            if (before is null)
            {
                _order.Add(record.Id);
            }
            return;
        }
        if (!_children.TryGetValue(parent, out var children))
        {
            _children[parent] = children = [];
            _summaries[parent] = new int[Enum.GetValues<JobStatus>().Length];
        }
        if (before is null)
        {
            children.Add(record.Id);
        }
        else
        {
            _summaries[parent][(int)before.Status]--;
        }
        _summaries[parent][(int)record.Status]++;
    }
}

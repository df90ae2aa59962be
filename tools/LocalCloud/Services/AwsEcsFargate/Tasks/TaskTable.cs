namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

/// <summary>
/// All tasks in memory, each change written to the journal first. Not safe for several threads: the scheduler's lock is held by whoever
/// calls.
/// </summary>
internal sealed class TaskTable
{
    private readonly RecordJournal<TaskRecord> _journal;
    private readonly Dictionary<string, TaskRecord> _tasks = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <param name="journal">Where changes are written.</param>
    /// <param name="records">What stood there.</param>
    public TaskTable(RecordJournal<TaskRecord> journal, IEnumerable<TaskRecord> records)
    {
        _journal = journal;
        foreach (var record in records)
        {
            Take(record);
        }
    }

    /// <summary>All tasks, in the order in which they were started.</summary>
    public IEnumerable<TaskRecord> All => _order.Select(id => _tasks[id]);

    /// <summary>The task of an id or ARN, or null.</summary>
    public TaskRecord? Find(string idOrArn) => _tasks.GetValueOrDefault(idOrArn[(idOrArn.LastIndexOf('/') + 1)..]);

    /// <summary>Adds or changes tasks: on disk first.</summary>
    public void Put(params IReadOnlyCollection<TaskRecord> records)
    {
        _journal.Write(records);
        foreach (var record in records)
        {
            Take(record);
        }
    }

    private void Take(TaskRecord record)
    {
        if (_tasks.TryAdd(record.Id, record))
        {
            _order.Add(record.Id);
        }
        _tasks[record.Id] = record;
    }
}

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>All executions, each change on disk before anybody acts on it. Safe for several threads.</summary>
internal sealed class ExecutionTable : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RecordJournal<ExecutionRecord> _journal;
    private readonly Dictionary<string, ExecutionRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    private ExecutionTable(RecordJournal<ExecutionRecord> journal) => _journal = journal;

    /// <summary>Opens what a stack's data folder holds.</summary>
    public static ExecutionTable Open(string dataRoot)
    {
        var (journal, records) = RecordJournal<ExecutionRecord>.Open(PathIn(dataRoot), ExecutionJson.Default.ExecutionRecord, record => record.Arn);
        var table = new ExecutionTable(journal);
        foreach (var record in records)
        {
            table.Take(record);
        }
        return table;
    }

    /// <summary>What stands in a data folder, in order of start; nothing is changed.</summary>
    public static IReadOnlyList<ExecutionRecord> Read(string dataRoot) =>
        RecordJournal<ExecutionRecord>.Read(PathIn(dataRoot), ExecutionJson.Default.ExecutionRecord, record => record.Arn);

    /// <summary>Executions that somebody started, in order of start.</summary>
    public IReadOnlyList<ExecutionRecord> Started()
    {
        lock (_gate)
        {
            return [.. _order.Select(arn => _records[arn])];
        }
    }

    /// <summary>The children of a map run that were started, in order of start.</summary>
    public IReadOnlyList<ExecutionRecord> ChildrenOf(string mapRun)
    {
        lock (_gate)
        {
            return [.. _children.GetValueOrDefault(mapRun, []).Select(arn => _records[arn])];
        }
    }

    public ExecutionRecord? Find(string arn)
    {
        lock (_gate)
        {
            return _records.GetValueOrDefault(arn);
        }
    }

    /// <summary>Adds a record, unless there is one with its ARN: then that one is given and nothing changes.</summary>
    public ExecutionRecord Add(ExecutionRecord record)
    {
        lock (_gate)
        {
            return _records.GetValueOrDefault(record.Arn) ?? Put(record);
        }
    }

    /// <summary>Changes an execution that still runs; one that has ended stays as it is.</summary>
    public ExecutionRecord Change(string arn, Func<ExecutionRecord, ExecutionRecord> change)
    {
        lock (_gate)
        {
            return _records[arn] is { Ended: false } record ? Put(change(record)) : _records[arn];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _journal.Dispose();
        }
    }

    private static string PathIn(string dataRoot) => Path.Combine(dataRoot, "states", "executions.jsonl");

    private ExecutionRecord Put(ExecutionRecord record)
    {
        _journal.Write(record);
        Take(record);
        return record;
    }

    private void Take(ExecutionRecord record)
    {
        if (!_records.ContainsKey(record.Arn))
        {
            var siblings = record.Parent is { } parent ? _children.TryGetValue(parent.MapRun, out var found) ? found : _children[parent.MapRun] = [] : _order;
            siblings.Add(record.Arn);
        }
        _records[record.Arn] = record;
    }
}

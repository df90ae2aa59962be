using System.Globalization;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;

/// <summary>
/// All executions and tasks in memory, each change written down first. Not safe for several threads: the scheduler's lock is held by whoever calls.
/// </summary>
internal sealed class ExecutionTable : IDisposable
{
    private readonly RecordJournal<ExecutionRecord> _executionJournal;
    private readonly RecordJournal<TaskRecord> _taskJournal;
    private readonly Dictionary<string, ExecutionRecord> _executions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskRecord[]> _tasks = new(StringComparer.Ordinal);

    /// <summary>Opens the table of a data folder with what an earlier session left there.</summary>
    /// <param name="dataRoot">The data folder.</param>
    /// <param name="isDeployed">Whether a job still exists; one that goes takes its executions with it.</param>
    public ExecutionTable(string dataRoot, Func<string, bool> isDeployed)
    {
        var folder = Path.Combine(dataRoot, "run");
        (_executionJournal, var executions) = RecordJournal<ExecutionRecord>.Open(Path.Combine(folder, "executions.jsonl"), RunJson.Default.ExecutionRecord, record => record.Name, record => isDeployed(record.Job));
        (_taskJournal, var tasks) = RecordJournal<TaskRecord>.Open(
            Path.Combine(folder, "tasks.jsonl"), RunJson.Default.TaskRecord, record => string.Create(CultureInfo.InvariantCulture, $"{record.Execution}/{record.Index}"));
        Processes = [.. tasks.Select(task => task.Process).OfType<ProcessIdentity>()];
        foreach (var execution in executions)
        {
            Take(execution);
        }
        foreach (var task in tasks.Where(task => _tasks.ContainsKey(task.Execution)))
        {
            _tasks[task.Execution][task.Index] = task;
        }
    }

    /// <summary>All executions, the oldest first.</summary>
    public IEnumerable<ExecutionRecord> Executions => _executions.Values.OrderBy(execution => execution.CreatedAt);

    /// <summary>The processes that ran when the last session ended.</summary>
    public IReadOnlyList<ProcessIdentity> Processes { get; }

    public ExecutionRecord? Find(string name) => _executions.GetValueOrDefault(name);

    /// <summary>The tasks of an execution, by index.</summary>
    public IReadOnlyList<TaskRecord> TasksOf(string execution) => _tasks[execution];

    public void Put(ExecutionRecord execution)
    {
        _executionJournal.Write(execution);
        Take(execution);
    }

    public void Put(TaskRecord task)
    {
        _taskJournal.Write(task);
        _tasks[task.Execution][task.Index] = task;
    }

    public void Dispose()
    {
        _executionJournal.Dispose();
        _taskJournal.Dispose();
    }

    // A task that has no record yet is pending, so that one line creates an execution with all its tasks.
    private void Take(ExecutionRecord execution)
    {
        _executions[execution.Name] = execution;
        if (!_tasks.ContainsKey(execution.Name))
        {
            _tasks[execution.Name] = [.. Enumerable.Range(0, execution.Template.TaskCount).Select(index => new TaskRecord(execution.Name, index))];
        }
    }
}

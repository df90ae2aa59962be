using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Runs;

/// <summary>What the tasks of a run wrote.</summary>
internal sealed class TaskLogs(ISession session, Runbook runbook, TimeProvider clock)
{
    private const int ExcerptSlices = 3;
    private const int ExcerptLines = 5;

    /// <summary>The lines of the chosen slices, or of all.</summary>
    public async IAsyncEnumerable<string> ReadAsync(
        RunValues values, ImmutableArray<int>? slices, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chosen = values with { ChosenSlices = slices };
        await foreach (var result in new RunbookExecutor(session, clock).RunAsync(runbook.Logs, chosen, cancellationToken))
        {
            var lines = result switch
            {
                { Step.Lines: { } path } => result.Texts(path),
                { Step.Captures.Count: > 0 } => [],
                _ => result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            };
            foreach (var line in lines)
            {
                yield return line.TrimEnd();
            }
        }
    }

    /// <summary>The last different lines of a few failed tasks: why a job was given up.</summary>
    public async Task<IReadOnlyList<string>> ExcerptAsync(RunValues values, CancellationToken cancellationToken)
    {
        ImmutableArray<int> failed = [.. session.Attempts().Where(task => task.Status == "failed").Select(task => task.Slice).Order().Take(ExcerptSlices)];
        var lines = new List<string>();
        try
        {
            await foreach (var line in ReadAsync(values, failed.IsEmpty ? [0] : failed, cancellationToken))
            {
                lines.Add(line);
            }
        }
        catch (CliException)
        {
            // No log is part of the answer too: what the job was given up for stands for itself.
        }
        return [.. lines.Distinct().TakeLast(ExcerptLines)];
    }
}

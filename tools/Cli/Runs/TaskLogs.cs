using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CloudStacks.Cli.Places;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Runs;

/// <summary>What the tasks of a run wrote.</summary>
internal sealed class TaskLogs(ISession session, Runbook runbook, TimeProvider clock)
{
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

    /// <summary>Why a job was given up: the last different lines of a failed task; where it never wrote one, what the service says of it.</summary>
    /// <param name="values">The run's values.</param>
    /// <param name="slice">The task; null: the first that failed.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<string>> ExcerptAsync(RunValues values, int? slice, CancellationToken cancellationToken)
    {
        var failed = session.Attempts().Where(task => task.Status == "failed").OrderBy(task => task.Slice).ToList();
        var lines = new List<string>();
        try
        {
            await foreach (var line in ReadAsync(values, [slice ?? (failed.Count == 0 ? 0 : failed[0].Slice)], cancellationToken))
            {
                lines.Add(line);
            }
        }
        catch (CliException)
        {
            // No log is part of the answer too: what the job was given up for stands for itself.
        }
        return lines.Count > 0
            ? [.. lines.Distinct().TakeLast(ExcerptLines)]
            : [.. failed.Select(task => task.Reason).OfType<string>().Distinct().Take(ExcerptLines)];
    }
}

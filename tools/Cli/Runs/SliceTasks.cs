using System.Text.Json;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Runs;

/// <summary>How a slice's task ended.</summary>
/// <param name="ExitCode">Its exit code; null where its program never ran.</param>
/// <param name="Reason">What the service says about it.</param>
internal sealed record TaskEnd(int? ExitCode, string Reason);

/// <summary>Reads, out of what a service answers, which tasks have ended and how.</summary>
internal sealed class SliceTasks(Relaunch relaunch)
{
    // A service forgets tasks that ended a while ago, so what was seen once is kept.
    private readonly Dictionary<string, TaskEnd> ended = new(StringComparer.Ordinal);

    /// <summary>How a task ended; null while it has not, or was not seen yet.</summary>
    public TaskEnd? Find(string task) => ended.GetValueOrDefault(task);

    /// <summary>Whether the task was seen in any state; a service may show a fresh one late.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes in one answer.</summary>
    public void Read(StepResult result)
    {
        foreach (var task in result.Read(relaunch.Tasks))
        {
            var id = JsonPath.Texts(task, relaunch.Id).FirstOrDefault()
                ?? throw new CliException($"'{result.Step.Name}' answered a task without {relaunch.Id}", $"look at {ShellText.Of(result.Argv)}");
            id = id[(id.LastIndexOf('/') + 1)..];
            Seen.Add(id);
            if (JsonPath.Holds(task, relaunch.Ended.Path, relaunch.Ended.Values, relaunch.Ended.Differs))
            {
                ended[id] = new(ExitCode(task), string.Join("; ", relaunch.Reasons.SelectMany(path => JsonPath.Texts(task, path)).Distinct()));
            }
        }
    }

    private int? ExitCode(JsonElement task) =>
        JsonPath.Select(task, relaunch.ExitCode).FirstOrDefault() is { ValueKind: JsonValueKind.Number } code ? code.GetInt32() : null;
}

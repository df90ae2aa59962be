using System.Text.Json.Serialization;

namespace CloudStacks.Cli.Runs;

/// <summary>What a trial found.</summary>
/// <param name="Run">The run.</param>
/// <param name="SameAsLibrary">Whether both reports are the plain library's, byte for byte; null where a command of the person's own did the work.</param>
/// <param name="OverheadSecondsPerTask">Wall time, times the cores that the tasks could share, beyond what one worker by itself takes for the same input on plain files, per task; null where there is no such time.</param>
/// <param name="Created">Resources created.</param>
/// <param name="Removed">Resources removed.</param>
/// <param name="Leftovers">What is left after removal.</param>
public sealed record TrialResult(
    RunOutcome Run, bool? SameAsLibrary, double? OverheadSecondsPerTask, int Created, int Removed, IReadOnlyList<string> Leftovers)
{
    [JsonIgnore]
    public int ExitCode => this switch
    {
        { Run.Succeeded: false } => ExitCodes.JobFailed,
        { SameAsLibrary: false } => ExitCodes.Failed,
        { Leftovers.Count: > 0 } => ExitCodes.Leftovers,
        _ => ExitCodes.Ok,
    };
}

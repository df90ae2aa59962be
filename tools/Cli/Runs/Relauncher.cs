using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Shared;
using WorkerExit = CloudStacks.Worker.ExitCodes;

namespace CloudStacks.Cli.Runs;

/// <summary>
/// Knows which slices must be started again where the service does not do that: exit codes are the only truth. What may mend by itself is tried
/// again; what cannot, such as a missing permission, ends the run.
/// </summary>
/// <param name="relaunch">How tasks are read, and how often a slice is tried again.</param>
/// <param name="count">How many slices there are.</param>
/// <param name="pause">The pause before a slice that could not be started is started for the second time.</param>
/// <param name="clock">The clock.</param>
internal sealed class Relauncher(Relaunch relaunch, int count, TimeSpan pause, TimeProvider clock)
{
    /// <summary>Services show a fresh task after some seconds; what they do not show by then is gone.</summary>
    private static readonly TimeSpan ShownAfter = TimeSpan.FromMinutes(2);

    private readonly SliceTasks tasks = new(relaunch);
    private readonly ImmutableArray<SliceTries> slices = [.. Enumerable.Range(0, count).Select(_ => new SliceTries(clock))];

    /// <summary>Takes in the answer to a start: it may have been refused.</summary>
    public void Note(StepResult start)
    {
        if (start is { Slice: { } slice, Unexpected: { Count: > 0 } refusals })
        {
            slices[slice].Refusal = string.Join("; ", refusals);
        }
    }

    /// <summary>Takes in what a watch step answered.</summary>
    public void Read(StepResult answer) => tasks.Read(answer);

    /// <summary>The slices that have to be started again now.</summary>
    public ImmutableArray<int> Due(RunValues values) => [.. All.Where(slice =>
        EndOf(slice, values) is { } end && !IsDone(end) && !IsOver(slice, end) && (end.ExitCode is not null || slices[slice].Age >= slices[slice].Pause(pause)))];

    /// <summary>Notes that a slice is started again, and returns the number of this try.</summary>
    public int Again(int slice, RunValues values)
    {
        slices[slice].Again(values.Of(relaunch.Task, slice).Length);
        return slices[slice].Count;
    }

    /// <summary>Whether every task has ended, none of them so that it is worth another try.</summary>
    public bool IsIdle(RunValues values) => All.All(slice => EndOf(slice, values) is { } end && IsDone(end));

    /// <summary>A slice that another try will not mend, or null.</summary>
    public ServiceEnd? Failure(RunValues values) => All
        .Select(slice => EndOf(slice, values) is { } end && !IsDone(end) && IsOver(slice, end) ? new ServiceEnd(Describe(slice, end), slice) : null)
        .FirstOrDefault(failure => failure is not null);

    private IEnumerable<int> All => Enumerable.Range(0, slices.Length);

    private static bool IsDone(TaskEnd end) => end.ExitCode is WorkerExit.Ok or WorkerExit.BadInput;

    private static bool IsLasting(TaskEnd end) => end.ExitCode is WorkerExit.Usage or WorkerExit.Inconsistent or WorkerExit.AccessDenied;

    private bool IsOver(int slice, TaskEnd end) => IsLasting(end) || slices[slice].Count > relaunch.Retries;

    private TaskEnd? EndOf(int slice, RunValues values)
    {
        var tries = slices[slice];
        var known = values.Of(relaunch.Task, slice);
        return known.Length == tries.TasksBefore ? new(null, tries.Refusal ?? "the service started no task")
            : tasks.Find(known[^1]) is { } end ? end
            : !tasks.Seen.Contains(known[^1]) && tries.Age > ShownAfter ? new(null, $"the service does not know its task {known[^1]}")
            : null;
    }

    private string Describe(int slice, TaskEnd end)
    {
        var what = end.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}") : "could not be started";
        var why = IsLasting(end) ? "which another try does not mend" : string.Create(CultureInfo.InvariantCulture, $"at try {slices[slice].Count} of {relaunch.Retries + 1}");
        return string.Create(CultureInfo.InvariantCulture, $"task {slice} {what}, {why} ({end.Reason})");
    }
}

using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>Keeps what happens in one execution, with its state in one write.</summary>
/// <param name="host">What executions run with.</param>
/// <param name="arn">The execution.</param>
/// <param name="keeps">Whether it keeps a history; EXPRESS executions have none.</param>
internal sealed class ExecutionLog(ExecutionHost host, string arn, bool keeps)
{
    /// <summary>Adds an event, and what else changes with it. Nothing happens once the execution has ended.</summary>
    public ExecutionRecord Add(string type, string? member, JsonObject? details, Func<ExecutionRecord, ExecutionRecord>? change = null) => host.Table.Change(arn, record =>
    {
        var changed = change?.Invoke(record) ?? record;
        return keeps ? changed with { Events = changed.Events.Add(new(host.Now, type, member, details)) } : changed;
    });

    /// <summary>Ends the execution.</summary>
    public ExecutionRecord End(ExecutionStatus status, string? output = null, string? error = null, string? cause = null)
    {
        var (type, member) = status switch
        {
            ExecutionStatus.SUCCEEDED => ("ExecutionSucceeded", "executionSucceededEventDetails"),
            ExecutionStatus.TIMED_OUT => ("ExecutionTimedOut", "executionTimedOutEventDetails"),
            ExecutionStatus.ABORTED => ("ExecutionAborted", "executionAbortedEventDetails"),
            _ => ("ExecutionFailed", "executionFailedEventDetails"),
        };
        var details = output is not null ? new JsonObject { ["output"] = output } : new JsonObject { ["error"] = error, ["cause"] = cause };
        return Add(type, member, details, record => record with
        {
            Status = status,
            Output = output,
            Error = error,
            Cause = cause,
            StoppedAt = host.Now,
            MapRuns = [.. record.MapRuns.Select(run => run.Status == ExecutionStatus.RUNNING ? run with { Status = status, StoppedAt = host.Now } : run)],
        });
    }
}

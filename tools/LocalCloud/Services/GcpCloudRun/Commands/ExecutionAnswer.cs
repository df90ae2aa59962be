using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.GcpCloudRun.Executions;

namespace CloudStacks.LocalCloud.Services.GcpCloudRun.Commands;

/// <summary>Executions and tasks as <c>gcloud</c> prints them: https://docs.cloud.google.com/run/docs/reference/rest/v1/namespaces.executions.</summary>
internal static class ExecutionAnswer
{
    public static JsonObject Of(ExecutionRecord execution, IReadOnlyList<TaskRecord> tasks)
    {
        int Count(TaskPhase phase) => tasks.Count(task => task.Phase == phase);
        var status = new JsonObject
        {
            ["conditions"] = new JsonArray(Completed(Outcome(execution, tasks), Message(tasks))),
            ["runningCount"] = Count(TaskPhase.Running),
            ["succeededCount"] = Count(TaskPhase.Succeeded),
            ["failedCount"] = Count(TaskPhase.Failed),
            ["cancelledCount"] = Count(TaskPhase.Cancelled),
            ["retriedCount"] = tasks.Count(task => task.Attempts.Length > (task.Ended ? 1 : 0)),
            ["startTime"] = Time(execution.CreatedAt),
        };
        if (execution.CompletedAt is { } completed)
        {
            status["completionTime"] = Time(completed);
        }
        return new()
        {
            ["apiVersion"] = "run.googleapis.com/v1",
            ["kind"] = "Execution",
            ["metadata"] = Metadata(execution.Name, execution),
            ["spec"] = new JsonObject { ["parallelism"] = execution.Template.Parallelism, ["taskCount"] = execution.Template.TaskCount },
            ["status"] = status,
        };
    }

    public static JsonObject Of(ExecutionRecord execution, TaskRecord task)
    {
        var status = new JsonObject
        {
            ["conditions"] = new JsonArray(Completed(Outcome(task.Phase), task.Attempts is [.., { } last] ? last.Message : null)),
            ["index"] = task.Index,
            ["retried"] = Math.Max(0, task.Attempts.Length - (task.Ended ? 1 : 0)),
        };
        if (task.Attempts is [.., { } attempt])
        {
            var result = new JsonObject { ["status"] = new JsonObject { ["message"] = attempt.Message } };
            if (attempt.ExitCode is { } code)
            {
                result["exitCode"] = code;
            }
            status["lastAttemptResult"] = result;
        }
        return new()
        {
            ["apiVersion"] = "run.googleapis.com/v1",
            ["kind"] = "Task",
            ["metadata"] = Metadata(string.Create(CultureInfo.InvariantCulture, $"{task.Execution}-task{task.Index}"), execution),
            ["status"] = status,
        };
    }

    private static JsonObject Metadata(string name, ExecutionRecord execution) => new()
    {
        ["name"] = name,
        ["creationTimestamp"] = Time(execution.CreatedAt),
        ["labels"] = new JsonObject { ["run.googleapis.com/job"] = execution.Job },
    };

    private static JsonObject Completed(bool? outcome, string? message)
    {
        var condition = new JsonObject { ["type"] = "Completed", ["status"] = outcome switch { null => "Unknown", true => "True", false => "False" } };
        if (message is not null)
        {
            condition["message"] = message;
        }
        return condition;
    }

    private static bool? Outcome(ExecutionRecord execution, IReadOnlyList<TaskRecord> tasks) =>
        execution.CompletedAt is null ? null : tasks.All(task => task.Phase == TaskPhase.Succeeded);

    private static bool? Outcome(TaskPhase phase) => phase switch
    {
        TaskPhase.Pending or TaskPhase.Running => null,
        var ended => ended == TaskPhase.Succeeded,
    };

    private static string? Message(IReadOnlyList<TaskRecord> tasks) =>
        tasks.FirstOrDefault(task => task.Phase == TaskPhase.Failed) is { } failed ? FormattableString.Invariant($"Task {failed.Execution}-task{failed.Index} failed with message: {failed.Attempts[^1].Message}") : null;

    private static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

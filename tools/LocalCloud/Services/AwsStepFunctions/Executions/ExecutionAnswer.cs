using System.Globalization;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.AwsStepFunctions.Executions;

/// <summary>Executions as the API answers them, by its member names. https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html</summary>
internal static class ExecutionAnswer
{
    /// <summary>An execution in full.</summary>
    public static JsonObject Detail(ExecutionRecord execution)
    {
        var answer = Summary(execution);
        answer["input"] = execution.Input;
        Add(answer, "output", execution.Output);
        Add(answer, "error", execution.Error);
        Add(answer, "cause", execution.Cause);
        return answer;
    }

    /// <summary>An execution in short.</summary>
    public static JsonObject Summary(ExecutionRecord execution)
    {
        var answer = new JsonObject
        {
            ["executionArn"] = execution.Arn,
            ["stateMachineArn"] = execution.Machine,
            ["name"] = execution.Name,
            ["status"] = execution.Status.ToString(),
            ["startDate"] = Time(execution.StartedAt),
        };
        Add(answer, "stopDate", execution.StoppedAt is { } stopped ? Time(stopped) : null);
        Add(answer, "mapRunArn", execution.Parent?.MapRun);
        return answer;
    }

    /// <summary>A run of a map in short.</summary>
    public static JsonObject Summary(MapRunRecord run, ExecutionRecord execution)
    {
        var answer = new JsonObject
        {
            ["executionArn"] = execution.Arn,
            ["mapRunArn"] = run.Arn,
            ["stateMachineArn"] = execution.Machine,
            ["startDate"] = Time(run.StartedAt),
        };
        Add(answer, "stopDate", run.StoppedAt is { } stopped ? Time(stopped) : null);
        return answer;
    }

    /// <summary>A time as the AWS CLI prints it.</summary>
    public static string Time(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture);

    private static void Add(JsonObject answer, string name, string? value)
    {
        if (value is not null)
        {
            answer[name] = value;
        }
    }
}

namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>The environment that Fargate gives every container: its own variables and the task role's credentials endpoint.</summary>
internal static class TaskEnvironment
{
    /// <summary>
    /// The variables of one run. Throws <see cref="Identity.IdentityException"/> where the task role does not trust the tasks. The metadata endpoint
    /// (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html) is named, as on every Fargate task, and
    /// refuses connections: the last part of its path is all that the worker reads.
    /// </summary>
    public static Dictionary<string, string> Of(FargateRun run, AwsCloud aws)
    {
        var variables = run.Task.TaskRoleArn is { } role
            ? aws.Credentials.IssueFor(role, TaskStart.Principal).ToDictionary(StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal) { ["AWS_REGION"] = aws.Region, ["AWS_EC2_METADATA_DISABLED"] = "true" };
        variables["ECS_CONTAINER_METADATA_URI_V4"] = $"http://127.0.0.1:9/v4/{run.TaskId}";
        foreach (var (name, value) in run.Task.Environment)
        {
            variables[name] = value;
        }
        return variables;
    }
}

using System.Globalization;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Jobs;

/// <summary>The environment that a container gets: the definition's, Batch's own and the job role's credentials endpoint.</summary>
internal sealed class TaskEnvironment(CredentialsEndpoint credentials, string region)
{
    private const string Tasks = "ecs-tasks.amazonaws.com";

    /// <summary>
    /// The variables of one attempt (https://docs.aws.amazon.com/batch/latest/userguide/job_env_vars.html). Throws
    /// <see cref="IdentityException"/> where the job role does not trust the tasks.
    /// </summary>
    public Dictionary<string, string> For(Attempt attempt)
    {
        var container = attempt.Root.Container!;
        var variables = container.JobRoleArn is { } role
            ? credentials.IssueFor(role, Tasks).ToDictionary(StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal) { ["AWS_REGION"] = region, ["AWS_EC2_METADATA_DISABLED"] = "true" };
        foreach (var (name, value) in container.Environment)
        {
            variables[name] = value;
        }
        variables["AWS_BATCH_JOB_ID"] = attempt.Job.Id;
        variables["AWS_BATCH_JOB_ATTEMPT"] = attempt.Number.ToString(CultureInfo.InvariantCulture);
        variables["AWS_BATCH_CE_NAME"] = attempt.Environment.Name;
        variables["AWS_BATCH_JQ_NAME"] = attempt.Queue.Name;
        if (attempt.Job.Index is { } index)
        {
            variables["AWS_BATCH_JOB_ARRAY_INDEX"] = index.ToString(CultureInfo.InvariantCulture);
            variables["AWS_BATCH_JOB_ARRAY_SIZE"] = attempt.Root.ArraySize!.Value.ToString(CultureInfo.InvariantCulture);
        }
        return variables;
    }

    /// <summary>Group and stream: the prefix, else the first 200 characters of the definition's name, then <c>default</c> and the task id.</summary>
    public static (string Group, string Stream) LogStream(ContainerProperties container, string definitionArn, string taskId)
    {
        var options = container.LogConfiguration?.Options;
        var name = definitionArn[(definitionArn.LastIndexOf('/') + 1)..].Split(':')[0];
        var prefix = options?.GetValueOrDefault("awslogs-stream-prefix") ?? name[..Math.Min(200, name.Length)];
        return (options?.GetValueOrDefault("awslogs-group") ?? "/aws/batch/job", $"{prefix}/default/{taskId}");
    }
}

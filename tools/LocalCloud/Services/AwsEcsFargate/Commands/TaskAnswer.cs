using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>Tasks as the API answers them. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html</summary>
internal static class TaskAnswer
{
    /// <summary>The ARN of a task.</summary>
    public static string Arn(TaskRecord task) => $"{task.Cluster.Replace(":cluster/", ":task/", StringComparison.Ordinal)}/{task.Id}";

    /// <summary>A task in full.</summary>
    public static JsonObject Of(TaskRecord task)
    {
        var answer = new JsonObject
        {
            ["taskArn"] = Arn(task),
            ["clusterArn"] = task.Cluster,
            ["taskDefinitionArn"] = task.Definition,
            ["group"] = task.Group,
            ["launchType"] = "FARGATE",
            ["cpu"] = task.Cpu,
            ["memory"] = task.Memory,
            ["lastStatus"] = task.LastStatus.ToString(),
            ["desiredStatus"] = task.DesiredStatus,
            ["createdAt"] = Time(task.CreatedAt),
            ["containers"] = new JsonArray(Container(task)),
            ["overrides"] = new JsonObject
            {
                ["containerOverrides"] = new JsonArray(new JsonObject
                {
                    ["name"] = task.Container.Name,
                    ["command"] = new JsonArray([.. task.Container.Command.Select(word => JsonValue.Create(word))]),
                    ["environment"] = new JsonArray([.. task.Container.Environment.Select(Pair)]),
                }),
            },
            ["tags"] = new JsonArray([.. task.Tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]),
        };
        Add(answer, "startedBy", task.StartedBy);
        Add(answer, "capacityProviderName", task.CapacityProvider);
        Add(answer, "startedAt", Time(task.StartedAt));
        Add(answer, "executionStoppedAt", task.StartedAt is null ? null : Time(task.StoppedAt));
        Add(answer, "stoppedAt", Time(task.StoppedAt));
        Add(answer, "stopCode", task.StopCode?.ToString());
        Add(answer, "stoppedReason", task.StoppedReason);
        return answer;
    }

    // A container that never ran has no exit code.
    private static JsonObject Container(TaskRecord task)
    {
        var answer = new JsonObject
        {
            ["name"] = task.Container.Name,
            ["image"] = task.Container.Image,
            ["lastStatus"] = task.LastStatus is LastStatus.PROVISIONING ? "PENDING" : task.LastStatus.ToString(),
        };
        if (task.ExitCode is { } code)
        {
            answer["exitCode"] = code;
        }
        return answer;
    }

    private static JsonNode Pair(NameValue variable) => new JsonObject { ["name"] = variable.Name, ["value"] = variable.Value };

    private static string? Time(long? milliseconds) =>
        milliseconds is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture) : null;

    private static void Add(JsonObject answer, string name, string? value)
    {
        if (value is not null)
        {
            answer[name] = value;
        }
    }
}

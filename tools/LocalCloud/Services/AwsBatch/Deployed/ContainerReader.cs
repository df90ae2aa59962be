using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>Reads a job definition's container; a member that the local cloud does not honour is refused by name, unless it is empty.</summary>
internal static class ContainerReader
{
    private const string Name = "containerProperties";

    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        [""] = ["image", "command", "jobRoleArn", "executionRoleArn", "environment", "resourceRequirements", "logConfiguration", "networkConfiguration", "fargatePlatformConfiguration", "runtimePlatform", "ephemeralStorage"],
        ["environment"] = ["name", "value"],
        ["resourceRequirements"] = ["type", "value"],
        ["logConfiguration"] = ["logDriver", "options"],
        ["logConfiguration.options"] = ["awslogs-group", "awslogs-region", "awslogs-stream-prefix"],
        ["networkConfiguration"] = ["assignPublicIp"],
        ["fargatePlatformConfiguration"] = ["platformVersion"],
        ["runtimePlatform"] = ["operatingSystemFamily", "cpuArchitecture"],
        ["ephemeralStorage"] = ["sizeInGiB"],
    };

    /// <summary>Reads <c>containerProperties</c>. Throws <see cref="FormatException"/> naming the member.</summary>
    public static ContainerProperties Read(string json)
    {
        var container = ModelledJson.Parse(json, Name) as JsonObject ?? throw new FormatException("containerProperties: expected a JSON object");
        ModelledJson.Members(container, Name, Members);
        if (!container.ContainsKey("image"))
        {
            throw new FormatException("containerProperties.image is missing; expected the image that the job runs");
        }
        try
        {
            return container.Deserialize(BatchJson.Default.ContainerProperties)!;
        }
        catch (JsonException failure)
        {
            throw new FormatException($"containerProperties: {failure.Message}", failure);
        }
    }
}

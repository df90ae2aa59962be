using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

/// <summary>Reads <c>containerDefinitions</c>; a member that the local cloud does not honour is refused by name, unless it is empty.</summary>
internal static class ContainerReader
{
    private const string Name = "containerDefinitions";

    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        [""] = ["name", "image", "command", "environment", "essential", "logConfiguration", "stopTimeout"],
        ["environment"] = ["name", "value"],
        ["logConfiguration"] = ["logDriver", "options"],
        ["logConfiguration.options"] = ["awslogs-group", "awslogs-region", "awslogs-stream-prefix"],
    };

    /// <summary>The one container of a task. Throws <see cref="FormatException"/> naming what the service refuses or the local cloud does not honour.</summary>
    public static ContainerDefinition Read(string json)
    {
        if (ModelledJson.Parse(json, Name) is not JsonArray { Count: > 0 } list || list.Any(item => item is not JsonObject))
        {
            throw new FormatException($"{Name}: expected a JSON array of container definitions");
        }
        if (list is not [JsonObject container])
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{Name} has {list.Count} containers; the local cloud runs tasks of one"));
        }
        ModelledJson.Members(container, Name, Members);
        foreach (var required in new[] { "name", "image" }.Where(required => !container.ContainsKey(required)))
        {
            throw new FormatException($"{Name}.{required} is missing");
        }
        var read = Deserialize(container);
        Check(read);
        return read;
    }

    private static ContainerDefinition Deserialize(JsonObject container)
    {
        try
        {
            return container.Deserialize(EcsJson.Default.ContainerDefinition)!;
        }
        catch (JsonException failure)
        {
            throw new FormatException($"{Name}: {failure.Message}", failure);
        }
    }

    private static void Check(ContainerDefinition container)
    {
        if (!container.Essential)
        {
            throw new FormatException($"{Name}: a task needs an essential container, and {container.Name} is not");
        }
        ContainerMember.Variables(container.Environment);
        // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (stopTimeout)
        if (container.StopTimeout is { } seconds and (< 2 or > 120))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{Name}.stopTimeout is {seconds}; Fargate allows 2 to 120 s"));
        }
        if (container.LogConfiguration is not { LogDriver: "awslogs" } log)
        {
            throw new FormatException($"{Name}.logConfiguration.logDriver is '{container.LogConfiguration?.LogDriver}'; the local cloud models awslogs");
        }
        // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
        foreach (var option in new[] { "awslogs-group", "awslogs-region", "awslogs-stream-prefix" }.Where(option => !log.Options.ContainsKey(option)))
        {
            throw new FormatException($"{Name}.logConfiguration.options has no {option}, which Fargate needs");
        }
    }
}

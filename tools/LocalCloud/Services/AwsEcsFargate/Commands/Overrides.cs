using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Commands;

/// <summary>What a start changes about its definition: command and environment of the container, size of the task.</summary>
internal sealed record Overrides(ContainerDefinition Container, string Cpu, string Memory)
{
    // All overrides together, JSON syntax included (API_TaskOverride).
    private const int MostCharacters = 8192;

    /// <summary>What the task runs. Throws the service's refusal.</summary>
    public static Overrides Apply(TaskDefinition definition, JsonObject? overrides)
    {
        var size = definition.Size;
        var own = new Overrides(definition.Container, Text((int)(size.Vcpu * 1024)), Text(size.MemoryMiB));
        if (overrides is null)
        {
            return own;
        }
        if (overrides.ToJsonString() is { Length: > MostCharacters } text)
        {
            throw EcsCommand.Request.Refuse($"overrides have {Text(text.Length)} characters; expected at most {Text(MostCharacters)}: put the list of shards into object storage");
        }
        EcsCommand.Request.Members(overrides, "overrides", "containerOverrides", "cpu", "memory");
        var changed = own with { Cpu = (string?)overrides["cpu"] ?? own.Cpu, Memory = (string?)overrides["memory"] ?? own.Memory };
        EcsCommand.Request.Read("overrides", () => TaskSize.Read(changed.Cpu, changed.Memory));
        return (overrides["containerOverrides"] as JsonArray ?? []).OfType<JsonObject>().Aggregate(changed, OfContainer);
    }

    private static Overrides OfContainer(Overrides overrides, JsonObject json)
    {
        var container = overrides.Container;
        EcsCommand.Request.Members(json, "containerOverrides", "name", "command", "environment", "cpu", "memory");
        if ((string?)json["name"] is var name && name != container.Name)
        {
            throw EcsCommand.Request.Refuse($"Override for container named {name} is not a container in the TaskDefinition; expected {container.Name}.");
        }
        Within(json["cpu"], overrides.Cpu, "cpu");
        Within(json["memory"], overrides.Memory, "memory");
        var variables = (json["environment"] as JsonArray ?? []).OfType<JsonObject>().Select(pair => new NameValue((string?)pair["name"] ?? "", (string?)pair["value"] ?? "")).ToList();
        return EcsCommand.Request.Read("containerOverrides.environment", () =>
        {
            ContainerMember.Variables(variables);
            return overrides with
            {
                Container = container with
                {
                    Command = json["command"] is JsonArray command ? [.. command.Select(word => (string?)word ?? "")] : container.Command,
                    Environment = [.. container.Environment.Concat(variables).GroupBy(variable => variable.Name, StringComparer.Ordinal).Select(group => group.Last())],
                },
            };
        });
    }

    private static void Within(JsonNode? node, string task, string name)
    {
        if (node is not null && !(int.TryParse(node.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= int.Parse(task, CultureInfo.InvariantCulture)))
        {
            throw EcsCommand.Request.Refuse($"containerOverrides.{name} is '{node}'; expected a whole number up to the task's {task}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

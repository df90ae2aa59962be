using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

/// <summary>A task definition's active revision.</summary>
internal sealed record TaskDefinition(
    string Family, string Arn, ContainerDefinition Container, FargateSize Size, string? ExecutionRoleArn, string? TaskRoleArn, string CpuArchitecture)
{
    public string Revision => Arn[(Arn.LastIndexOf(':') + 1)..];

    /// <summary>Tags that a start may pass on to its tasks.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; private init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Reads a deployed one.</summary>
    public static TaskDefinition Read(DeployedResource resource) => Read(resource.Outputs) with
    {
        Arn = resource.Text("arn")!,
        Tags = (resource.Outputs["tags"] as JsonObject ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value?.ToString() ?? "", StringComparer.Ordinal),
    };

    /// <summary>Reads what a program declares. Throws <see cref="FormatException"/> naming what the service refuses or the local cloud does not honour.</summary>
    public static TaskDefinition Read(JsonObject inputs)
    {
        var container = ContainerReader.Read(Text(inputs, "containerDefinitions") ?? "null");
        var platform = inputs["runtimePlatform"] as JsonObject;
        ContainerMember.Expect(Text(platform, "operatingSystemFamily"), "runtimePlatform.operatingSystemFamily", "LINUX");
        ContainerMember.Expect(Text(platform, "cpuArchitecture"), "runtimePlatform.cpuArchitecture", "X86_64", "ARM64");
        // https://github.com/virtual-kubelet/virtual-kubelet/issues/193
        if (Text(inputs, "executionRoleArn") is not { } execution)
        {
            throw new FormatException("ClientException: Fargate requires task definition to have execution role ARN to support log driver awslogs (executionRoleArn is missing)");
        }
        if ((int?)inputs["ephemeralStorage"]?["sizeInGib"]?.GetValue<double>() is { } size and (< 21 or > 200))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"ephemeralStorage.sizeInGib is {size}; expected 21 to 200"));
        }
        return new(Text(inputs, "family") ?? "", "", container, TaskSize.Read(Text(inputs, "cpu"), Text(inputs, "memory")), execution, Text(inputs, "taskRoleArn"), Text(platform, "cpuArchitecture") ?? "X86_64");
    }

    /// <summary>Whether a family, <c>family:revision</c> or ARN means this one.</summary>
    public bool IsNamed(string text) => text == Family || text == Arn || text == $"{Family}:{Revision}";

    private static string? Text(JsonObject? node, string name) => node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

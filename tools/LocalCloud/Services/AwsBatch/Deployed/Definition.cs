using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>A job definition's active revision.</summary>
internal sealed class Definition(DeployedResource resource)
{
    public string Name { get; } = resource.Text("name")!;

    public string Arn { get; } = resource.Text("arn")!;

    public string Revision => Arn[(Arn.LastIndexOf(':') + 1)..];

    /// <summary>The timeout of an attempt; null is none.</summary>
    public int? TimeoutSeconds => (int?)(resource.Outputs["timeout"] as JsonObject)?["attemptDurationSeconds"]?.GetValue<double>();

    /// <summary>Defaults for what the command names as <c>Ref::name</c>.</summary>
    public ImmutableSortedDictionary<string, string> Parameters =>
        (resource.Outputs["parameters"] as JsonObject ?? []).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "", StringComparer.Ordinal);

    public bool IsNamed(string text) => text == Name || text == Arn || text == $"{Name}:{Revision}";

    /// <summary>What a job runs. Throws <see cref="FormatException"/> naming what the local cloud does not honour or the service refuses.</summary>
    public ContainerProperties Container()
    {
        var container = ContainerReader.Read(resource.Text("containerProperties") ?? "{}");
        ContainerRules.Check(container);
        return container;
    }

    /// <summary>Whether and when a failed attempt is followed by another. Throws <see cref="FormatException"/>.</summary>
    public RetryStrategy Retry() => RetryReader.Read(resource.Outputs["retryStrategy"] as JsonObject, "evaluateOnExits") ?? RetryStrategy.Once;
}

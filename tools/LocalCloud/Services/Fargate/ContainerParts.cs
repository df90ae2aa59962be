using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>An environment variable.</summary>
internal sealed record NameValue(string Name, string Value);

/// <summary>Where a container logs.</summary>
internal sealed record LogConfiguration(string LogDriver)
{
    public ImmutableSortedDictionary<string, string> Options { get; set; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>What a task is built for.</summary>
internal sealed record RuntimePlatform(string? OperatingSystemFamily, string? CpuArchitecture);

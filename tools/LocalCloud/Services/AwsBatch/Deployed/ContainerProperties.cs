using System.Collections.Immutable;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsBatch.Deployed;

/// <summary>
/// What a job runs: the members of a job definition's <c>containerProperties</c> that the local cloud honours, by the API's names.
/// See https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
/// </summary>
internal sealed record ContainerProperties
{
    public required string Image { get; init; }
    public ImmutableArray<string> Command { get; set; } = [];
    public string? JobRoleArn { get; init; }
    public string? ExecutionRoleArn { get; init; }
    public ImmutableArray<NameValue> Environment { get; set; } = [];
    public ImmutableArray<ResourceRequirement> ResourceRequirements { get; set; } = [];
    public LogConfiguration? LogConfiguration { get; init; }
    public NetworkConfiguration? NetworkConfiguration { get; init; }
    public FargatePlatformConfiguration? FargatePlatformConfiguration { get; init; }
    public RuntimePlatform? RuntimePlatform { get; init; }
    public EphemeralStorage? EphemeralStorage { get; init; }
}

/// <summary>One requirement; Fargate knows the types VCPU and MEMORY (MiB).</summary>
internal sealed record ResourceRequirement(string Type, string Value);

internal sealed record NetworkConfiguration(string? AssignPublicIp);

internal sealed record FargatePlatformConfiguration(string? PlatformVersion);

internal sealed record EphemeralStorage(int SizeInGiB);

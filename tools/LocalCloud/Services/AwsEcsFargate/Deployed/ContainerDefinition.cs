using System.Collections.Immutable;
using CloudStacks.LocalCloud.Services.Fargate;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;

/// <summary>
/// The members of a task definition's container that the local cloud honours, by the API's names.
/// See https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
/// </summary>
internal sealed record ContainerDefinition
{
    public required string Name { get; init; }
    public required string Image { get; init; }
    public ImmutableArray<string> Command { get; set; } = [];
    public ImmutableArray<NameValue> Environment { get; set; } = [];
    public bool Essential { get; set; } = true;
    public LogConfiguration? LogConfiguration { get; init; }

    /// <summary>Seconds from SIGTERM to SIGKILL; 30 where it is not given.</summary>
    public int? StopTimeout { get; init; }
}

using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>What Fargate is to start, whichever service asks for it.</summary>
internal sealed record FargateTask
{
    public required string Image { get; init; }

    /// <summary>Program arguments; they replace those of the image.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>What the container declares and what the service adds to it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The role that pulls the image and writes the log.</summary>
    public string? ExecutionRoleArn { get; init; }

    /// <summary>The role that the task itself acts as.</summary>
    public string? TaskRoleArn { get; init; }

    /// <summary><c>X86_64</c> or <c>ARM64</c>.</summary>
    public required string CpuArchitecture { get; init; }

    public required string LogGroup { get; init; }

    /// <summary>The log stream's name before the task id.</summary>
    public required string LogPrefix { get; init; }

    public required FargateNetwork Network { get; init; }
}

/// <summary>Where a task's network interface is.</summary>
/// <param name="Subnets">Subnet ids.</param>
/// <param name="SecurityGroups">Security group ids.</param>
/// <param name="PublicAddress">Whether it gets a public address.</param>
/// <param name="Place">What declares it, for messages, such as <c>the compute environment x</c>.</param>
internal sealed record FargateNetwork(ImmutableArray<string> Subnets, ImmutableArray<string> SecurityGroups, bool PublicAddress, string Place);

using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Services.AwsEcsFargate.Deployed;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.AwsEcsFargate.Tasks;

/// <summary>Where a task stands, of the states in https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html</summary>
internal enum LastStatus { PROVISIONING, PENDING, RUNNING, STOPPING, STOPPED }

/// <summary>Why a task ended (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html). The normal end is one of a container.</summary>
internal enum StopCode { TaskFailedToStart, EssentialContainerExited, UserInitiated, SpotInterruption }

/// <summary>One task. Times are milliseconds since 1970.</summary>
internal sealed record TaskRecord
{
    public required string Id { get; init; }
    public required string Cluster { get; init; }
    public required string Definition { get; init; }

    /// <summary>What it runs, overrides included.</summary>
    public required ContainerDefinition Container { get; init; }
    public required string Cpu { get; init; }
    public required string Memory { get; init; }
    public string? ExecutionRoleArn { get; init; }
    public string? TaskRoleArn { get; init; }
    public required string CpuArchitecture { get; init; }
    public required TaskNetwork Network { get; init; }

    /// <summary>FARGATE or FARGATE_SPOT; null where the task was started by launch type.</summary>
    public string? CapacityProvider { get; init; }
    public string? StartedBy { get; init; }
    public string? Group { get; init; }
    public ImmutableSortedDictionary<string, string> Tags { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The token of the request that started it, and the request itself: the same token with another request is a conflict.</summary>
    public string? ClientToken { get; init; }
    public string? Request { get; init; }

    /// <summary>The subject of faults, and how often it was tried, this time included.</summary>
    public required string Subject { get; init; }
    public required int Try { get; init; }

    public required long CreatedAt { get; init; }
    public LastStatus LastStatus { get; init; } = LastStatus.PROVISIONING;

    /// <summary>What somebody said who asked it to stop; null where nobody did.</summary>
    public string? StopAsked { get; init; }
    public long? StartedAt { get; init; }
    public long? StoppedAt { get; init; }
    public StopCode? StopCode { get; init; }
    public string? StoppedReason { get; init; }
    public int? ExitCode { get; init; }

    /// <summary>The process while it runs.</summary>
    public ProcessIdentity? Process { get; init; }

    public bool Ended => LastStatus == LastStatus.STOPPED;

    /// <summary>The desired status: RUNNING until the task ends or is asked to.</summary>
    public string DesiredStatus => Ended || StopAsked is not null ? "STOPPED" : "RUNNING";

    /// <summary>The slice that the task was told by its environment; null where it was told none.</summary>
    public int? Slice => Container.Environment.FirstOrDefault(variable => variable.Name == Worker.Variables.Slice) is { Value: var text }
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var slice) ? slice : null;
}

/// <summary>Where a task's network interface is.</summary>
internal sealed record TaskNetwork(ImmutableArray<string> Subnets, ImmutableArray<string> SecurityGroups, string AssignPublicIp);

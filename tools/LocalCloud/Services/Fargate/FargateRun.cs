using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>One run of a task.</summary>
internal sealed record FargateRun : RunTerms
{
    /// <summary>By what <see cref="FargateRunner.Stop"/> knows it.</summary>
    public required string Key { get; init; }

    /// <summary>The task's id, which names its folder and its log stream.</summary>
    public required string TaskId { get; init; }

    public required FargateTask Task { get; init; }
}

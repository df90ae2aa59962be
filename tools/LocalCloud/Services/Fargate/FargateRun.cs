namespace CloudStacks.LocalCloud.Services.Fargate;

/// <summary>One run of a task: what it is, how it is told to stop, and what faults know it by.</summary>
internal sealed record FargateRun
{
    /// <summary>By what <see cref="FargateRunner.Stop"/> knows it.</summary>
    public required string Key { get; init; }

    /// <summary>The task's id, which names its folder and its log stream.</summary>
    public required string TaskId { get; init; }

    public required FargateTask Task { get; init; }

    /// <summary>The subject of faults: the same in every run of a job, as names and ids are not.</summary>
    public required string Subject { get; init; }

    /// <summary>How often the subject was tried, this time included.</summary>
    public required int Occurrence { get; init; }

    /// <summary>Whether capacity may be taken back.</summary>
    public bool Spot { get; init; }

    /// <summary>Counted from the moment that the container runs; null is none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>From SIGTERM to SIGKILL.</summary>
    public required TimeSpan Grace { get; init; }
}

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

/// <summary>A run whose container has just been started, before its program begins.</summary>
internal sealed record FargateStart(Tasks.ProcessIdentity Process, long StartedAt, string LogStream);

/// <summary>What ended a run.</summary>
internal enum RunEnd
{
    /// <summary>Something that the container needs is missing; <see cref="FargateOutcome.Problem"/> names it.</summary>
    NeverStarted,
    Exited,
    /// <summary>By <see cref="FargateRunner.Stop"/>.</summary>
    Stopped,
    TimedOut,
    /// <summary>By a fault: the host is gone.</summary>
    Killed,
    /// <summary>Spot capacity was taken back.</summary>
    Preempted,
    /// <summary>The session closes: the run has no outcome and the next session takes it up.</summary>
    Closing,
}

/// <summary>How a run ended; times are milliseconds since 1970.</summary>
internal sealed record FargateOutcome(RunEnd End, long StoppedAt, FargateStart? Start = null, int? ExitCode = null, string? Problem = null);

namespace CloudStacks.LocalCloud.Tasks;

/// <summary>One run of a container, here a process of this machine.</summary>
internal sealed record ContainerRun : RunTerms
{
    /// <summary>Names its folder.</summary>
    public required string Id { get; init; }

    /// <summary>Program and arguments.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    /// <summary>The whole environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string LogGroup { get; init; }

    public required string LogStream { get; init; }
}

/// <summary>A run whose container has just been started, before its program begins.</summary>
internal sealed record ContainerStart(ProcessIdentity Process, long StartedAt, string LogStream);

/// <summary>What ended a run.</summary>
internal enum RunEnd
{
    /// <summary>Something that the container needs is missing; <see cref="ContainerOutcome.Problem"/> names it.</summary>
    NeverStarted,
    Exited,
    /// <summary>By <see cref="ContainerRunner.Stop"/>.</summary>
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
internal sealed record ContainerOutcome(RunEnd End, long StoppedAt, ContainerStart? Start = null, int? ExitCode = null, string? Problem = null);

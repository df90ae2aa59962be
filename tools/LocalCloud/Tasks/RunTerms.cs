namespace CloudStacks.LocalCloud.Tasks;

/// <summary>How long a run may last, how it is told to stop, and what faults know it by.</summary>
internal abstract record RunTerms
{
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

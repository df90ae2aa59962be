namespace CloudStacks.LocalCloud.Faults;

/// <summary>When the faults of a plan strike a task: within the time that tasks take, so that they find it running.</summary>
internal sealed class FaultMoments(FaultPlan plan)
{
    // The first tasks are taken to be short.
    private TimeSpan _usual = TimeSpan.FromMilliseconds(20);

    /// <summary>How long after its start a task is struck; null where it is not.</summary>
    public TimeSpan? Moment(FaultKind kind, string subject, int occurrence) =>
        plan.Strikes(kind, subject, occurrence) ? _usual * plan.Fraction(kind, subject + "/moment", occurrence) : null;

    /// <summary>Takes note of how long a task took that was not disturbed.</summary>
    public void Learn(TimeSpan duration) => _usual = duration > TimeSpan.FromMilliseconds(1) ? duration : TimeSpan.FromMilliseconds(1);
}

namespace CloudStacks.Cli.Runs;

/// <summary>How often one slice was started, and what the service answered the last time.</summary>
internal sealed class SliceTries(TimeProvider clock)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private long launched = clock.GetTimestamp();

    /// <summary>How often it was started or refused, the first time included.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>How many tasks it had before it was started the last time.</summary>
    public int TasksBefore { get; private set; }

    /// <summary>Why the service refused to start it the last time; null where it did not say.</summary>
    public string? Refusal { get; set; }

    /// <summary>How long ago it was started the last time.</summary>
    public TimeSpan Age => clock.GetElapsedTime(launched);

    /// <summary>Notes that it is started once more.</summary>
    public void Again(int tasks)
    {
        (Count, TasksBefore, Refusal, launched) = (Count + 1, tasks, null, clock.GetTimestamp());
    }

    /// <summary>The pause after a start that came to nothing: the first, doubled with every further one.</summary>
    public TimeSpan Pause(TimeSpan first) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, first.Ticks << Math.Min(Count - 1, 10)));
}

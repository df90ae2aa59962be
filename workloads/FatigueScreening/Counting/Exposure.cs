namespace CloudStacks.FatigueScreening;

/// <summary>Sums the steps of time between neighbouring rows, in microseconds; exact, so no order or cutting changes it.</summary>
sealed class Exposure(long maxGap)
{
    public long? First { get; private set; }

    public long? Last { get; private set; }

    /// <summary>Sum of the steps of at most the greatest gap.</summary>
    public Int128 Counted { get; private set; }

    /// <summary>Steps above the greatest gap, left out of the exposure.</summary>
    public long Gaps { get; private set; }

    public Int128 GapTime { get; private set; }

    /// <summary>Periods whose clock starts before the end of the one before: the step between them is unknown and counts nothing.</summary>
    public long Restarts { get; private set; }

    public void Add(long time)
    {
        First ??= time;
        if (Last is { } last)
            Step(time - last);
        Last = time;
    }

    /// <summary>Goes on with the exposure of the asset's next period.</summary>
    public void Join(ShardPart next)
    {
        Add(next.FirstMicroseconds);
        Counted += next.ExposureMicroseconds;
        Gaps += next.Gaps;
        GapTime += next.GapMicroseconds;
        Last = next.LastMicroseconds;
    }

    void Step(long step)
    {
        if (step < 0)
        {
            Restarts++;
        }
        else if (step > maxGap)
        {
            Gaps++;
            GapTime += step;
        }
        else
        {
            Counted += step;
        }
    }
}

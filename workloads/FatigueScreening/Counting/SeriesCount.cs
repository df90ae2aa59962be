namespace CloudStacks.FatigueScreening;

/// <summary>What is known of one asset's series so far, whether it grows row by row or part by part.</summary>
sealed class SeriesCount(ScreeningParameters parameters)
{
    public RainflowCounter Rainflow { get; } = new();

    public Exposure Exposure { get; } = new(parameters.MaxGapMicroseconds);

    public long Periods { get; private set; }

    public long Points { get; private set; }

    public long SkippedRows { get; set; }

    public bool ResidueIsTooLong => Rainflow.Residue.Length > RainflowCounter.ResidueLimit;

    public void Add(long time, int stress)
    {
        Points++;
        Exposure.Add(time);
        Rainflow.Add(stress);
    }

    public void Join(ShardPart next)
    {
        Periods++;
        Points += next.Points;
        SkippedRows += next.SkippedRows;
        Exposure.Join(next);
        for (var i = 0; i < next.ClosedRanges.Length; i++)
            Rainflow.Closed.Add(next.ClosedRanges[i], next.ClosedHalfCycles[i]);
        foreach (var point in next.Residue)
            Rainflow.Add(point);
        if (ResidueIsTooLong)
            throw ResidueTooLong($"{next.Asset}/{next.Period}", 1);
    }

    public static BadInputException ResidueTooLong(string file, long line) =>
        new(file, line, 1, FormattableString.Invariant($"more than {RainflowCounter.ResidueLimit} turning points left open"), "a series whose cycles close");
}

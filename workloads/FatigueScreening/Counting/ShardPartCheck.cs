namespace CloudStacks.FatigueScreening;

/// <summary>What must hold of a part that was read back, so that a damaged one never reaches the sums.</summary>
static class ShardPartCheck
{
    public static string? FirstFault(ShardPart part) =>
        part.SchemaVersion != ShardPart.CurrentSchemaVersion ? $"schema version {part.SchemaVersion}, expected {ShardPart.CurrentSchemaVersion}"
        : part.ClosedRanges.Length != part.ClosedHalfCycles.Length ? "closedRanges and closedHalfCycles differ in length"
        : !IsAscendingFrom1(part.ClosedRanges) ? "closedRanges must ascend, from 1"
        : part.ClosedHalfCycles.Any(n => n <= 0 || long.IsOddInteger(n)) ? "closedHalfCycles must be even and above 0"
        : part.Residue.Length is 0 or > RainflowCounter.ResidueLimit ? $"residue of {part.Residue.Length} points, expected 1 to {RainflowCounter.ResidueLimit}"
        : part.Residue.Any(s => Math.Abs((long)s) > ShardLimits.Stress) ? $"a residue point beyond {ShardLimits.Stress}"
        : part.Points < part.Residue.Length || part.SkippedRows < 0 || part.Gaps < 0 ? "points, skippedRows or gaps out of range"
        : !TimesAddUp(part) ? "exposure and gaps do not add up to last - first"
        : null;

    static bool IsAscendingFrom1(int[] ranges)
    {
        var previous = 0;
        foreach (var range in ranges)
        {
            if (range <= previous || range > 2 * ShardLimits.Stress)
                return false;
            previous = range;
        }
        return true;
    }

    static bool TimesAddUp(ShardPart part) =>
        Int128.Abs(part.FirstMicroseconds) <= ShardLimits.Time && Int128.Abs(part.LastMicroseconds) <= ShardLimits.Time
        && part.ExposureMicroseconds >= 0 && part.GapMicroseconds >= 0
        && (Int128)part.ExposureMicroseconds + part.GapMicroseconds == part.LastMicroseconds - part.FirstMicroseconds;
}

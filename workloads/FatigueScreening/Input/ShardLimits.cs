namespace CloudStacks.FatigueScreening;

/// <summary>The units that rows are rounded to, and how large a value may be.</summary>
static class ShardLimits
{
    /// <summary>Stress is counted in thousandths of MPa.</summary>
    public const int StressDecimals = 3;

    /// <summary>10,000 MPa in thousandths.</summary>
    public const int Stress = 10_000_000;

    /// <summary>Time is counted in microseconds.</summary>
    public const int TimeDecimals = 6;

    /// <summary>10,000,000,000 s in microseconds: Unix time until the year 2286.</summary>
    public const long Time = 10_000_000_000_000_000;
}

namespace CloudStacks.Cli.Runs;

/// <summary>How long something has held without a break.</summary>
internal sealed class Since(TimeProvider clock)
{
    private long? start;

    /// <summary>Notes whether it holds now and returns for how long it has.</summary>
    public TimeSpan For(bool holds)
    {
        start = holds ? start ?? clock.GetTimestamp() : null;
        return start is { } time ? clock.GetElapsedTime(time) : TimeSpan.Zero;
    }
}

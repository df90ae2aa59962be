namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>Numbers the versions of objects: microseconds since 1970, each larger than any before, as generations look in Cloud Storage; ETags of Blob Storage are made of them.</summary>
internal sealed class Generations(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private long _last;

    /// <summary>The time of a write and the generation that it makes.</summary>
    public (DateTimeOffset Time, long Generation) Next()
    {
        lock (_gate)
        {
            var time = clock.GetUtcNow();
            _last = Math.Max(_last + 1, (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            return (time, _last);
        }
    }
}

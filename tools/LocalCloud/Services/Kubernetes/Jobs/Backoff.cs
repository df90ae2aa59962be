namespace CloudStacks.LocalCloud.Services.Kubernetes.Jobs;

/// <summary>How long an index waits after a failure: 10 s, 20 s, 40 s, … and 6 minutes at most. https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    /// <summary>The pause after so many failures.</summary>
    public static TimeSpan After(int failures) => failures switch
    {
        0 => TimeSpan.Zero,
        // 10 s * 2^6 is more than the longest already.
        > 6 => Longest,
        _ => TimeSpan.FromTicks(Math.Min(First.Ticks << (failures - 1), Longest.Ticks)),
    };
}

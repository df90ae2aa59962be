using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Services.StatesLanguage.Definition;

/// <summary>When a failed state is tried again. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html</summary>
internal sealed record Retrier(ImmutableArray<string> Errors)
{
    /// <summary>Seconds before the first retry.</summary>
    public int IntervalSeconds { get; init; } = 1;

    /// <summary>How often it is tried again, the first try not counted.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>By how much the pause grows with every retry.</summary>
    public double BackoffRate { get; init; } = 2;

    public int? MaxDelaySeconds { get; init; }

    /// <summary>Whether each pause is a random part of itself, so that those who failed together do not come back together.</summary>
    public bool FullJitter { get; init; }

    /// <summary>The pause before a retry.</summary>
    /// <param name="retry">Counted from 1.</param>
    /// <param name="random">A number in [0, 1).</param>
    public TimeSpan Delay(int retry, double random)
    {
        var seconds = Math.Min(IntervalSeconds * Math.Pow(BackoffRate, retry - 1), MaxDelaySeconds ?? double.MaxValue);
        return TimeSpan.FromSeconds(Math.Min(FullJitter ? seconds * random : seconds, TimeSpan.MaxValue.TotalSeconds / 2));
    }
}

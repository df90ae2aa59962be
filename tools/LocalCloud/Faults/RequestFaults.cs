using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Faults;

/// <summary>The fault that strikes one request.</summary>
public sealed record RequestFault(bool Error, bool Lost, TimeSpan Delay)
{
    /// <summary>None.</summary>
    public static RequestFault None { get; } = new(false, false, TimeSpan.Zero);
}

/// <summary>Decides for each request which faults strike it, counting how often the same one has come.</summary>
public sealed partial class RequestFaults(FaultPlan plan)
{
    /// <summary>The part of a key that names the job. It differs from run to run, and a seed should strike the same requests in each.</summary>
    [GeneratedRegex("(?<=(jobs|input|tickets)/)[^/]+")]
    private static partial Regex JobName { get; }

    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, int> _occurrences = new();

    /// <param name="subject">The operation and what it is about.</param>
    /// <param name="writes">Whether it changes something: only then can an answer be lost.</param>
    public RequestFault Next(string subject, bool writes)
    {
        if (plan.Rates.IsEmpty)
        {
            return RequestFault.None;
        }
        subject = JobName.Replace(subject, "*");
        var occurrence = _occurrences.AddOrUpdate(subject, 0, (_, count) => count + 1);
        return new(
            plan.Strikes(FaultKind.Error, subject, occurrence),
            writes && plan.Strikes(FaultKind.Lost, subject, occurrence),
            plan.Strikes(FaultKind.Delay, subject, occurrence) ? Delay : TimeSpan.Zero);
    }
}

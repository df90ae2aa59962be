using System.Globalization;
using CloudStacks.LocalCloud.Tasks;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;

/// <summary>
/// What jobs write: the service's messages and what workers print, each in a log of its own
/// (https://docs.cloud.google.com/dataflow/docs/guides/logging).
/// </summary>
internal sealed class JobLogs(LogStore logs, TimeProvider clock)
{
    /// <summary>The log of the service's messages.</summary>
    public const string Messages = "job-message";

    /// <summary>The log of the workers.</summary>
    public const string Workers = "worker";

    /// <summary>The log group of a job.</summary>
    public static string GroupOf(string job) => $"dataflow/{job}";

    /// <summary>The stream of one try of an element.</summary>
    public static string StreamOf(ElementRecord element) => string.Create(CultureInfo.InvariantCulture, $"{Workers}/{element.Slice}/{element.Tries}");

    /// <summary>Writes a message of the service.</summary>
    public void Tell(string job, string message)
    {
        using var log = logs.Append(GroupOf(job), Messages, clock);
        log.Write(message);
    }

    /// <summary>What the worker wrote last in one try of an element, or null.</summary>
    public string? LastLine(string job, ElementRecord element) => logs.Read(GroupOf(job), StreamOf(element)) is [.., var last] ? last.Message : null;

    /// <summary>All lines of a job with the name of their log, in the order of time.</summary>
    public IEnumerable<(string Log, LogEvent Line)> Read(string job) => logs.ReadGroup(GroupOf(job))
        .Select(entry => (Log: entry.Stream == Messages ? Messages : Workers, Line: entry.Event)).OrderBy(entry => entry.Line.Timestamp);
}

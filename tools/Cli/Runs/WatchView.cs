using System.Globalization;
using CloudStacks.Cli.Terminals;
using CloudStacks.LocalCloud;
using CloudStacks.Worker.Jobs;

namespace CloudStacks.Cli.Runs;

/// <summary>Shows how far a job is: one line that redraws itself on a terminal, plain lines when piped.</summary>
internal sealed class WatchView(Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(1);
    private string last = "";
    private long? lastTime;

    public void Show(JobProgress progress, IReadOnlyList<TaskAttempts> tasks, string? waiting)
    {
        var line = Line(progress, tasks, waiting);
        if (line == last)
        {
            return;
        }
        if (terminal.IsLive)
        {
            terminal.Redraw(line);
        }
        else if (progress.End != EndMark.None || lastTime is not { } time || clock.GetElapsedTime(time) >= PlainInterval)
        {
            terminal.Say(line);
            lastTime = clock.GetTimestamp();
        }
        last = line;
    }

    /// <summary>Ends the line that redraws itself.</summary>
    public void Close()
    {
        if (terminal.IsLive && last.Length > 0)
        {
            terminal.Say("");
        }
    }

    private static string Line(JobProgress progress, IReadOnlyList<TaskAttempts> tasks, string? waiting)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"  {progress.Done}/{Counted.Of(progress.Total, "shard")}");
        text += progress.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {progress.Failed} failed for good") : "";
        text += string.Concat(tasks.GroupBy(task => task.Status).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $", {group.Count()} {group.Key}")));
        return waiting is null || progress.Covered ? text : $"{text}; waiting: {waiting}";
    }
}

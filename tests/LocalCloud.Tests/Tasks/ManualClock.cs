using System.Collections.Concurrent;

namespace CloudStacks.LocalCloud.Tests.Tasks;

/// <summary>A clock that moves only when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _armed = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Completes once somebody has waited for this long.</summary>
    public Task Armed(TimeSpan dueTime) => Signal(dueTime).Task;

    public void Advance(TimeSpan time)
    {
        Alarm[] due;
        lock (_gate)
        {
            _now += time;
            due = [.. _alarms.Where(alarm => alarm.Due <= _now)];
            _alarms.RemoveAll(due.Contains);
        }
        foreach (var alarm in due)
        {
            alarm.Ring();
        }
    }

    private TaskCompletionSource Signal(TimeSpan dueTime) => _armed.GetOrAdd(dueTime, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed class Alarm(ManualClock clock, Action ring) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public Action Ring { get; } = ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    clock._alarms.Add(this);
                }
            }
            clock.Signal(dueTime).TrySetResult();
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

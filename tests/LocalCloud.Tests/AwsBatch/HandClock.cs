using System.Collections.Concurrent;

namespace CloudStacks.LocalCloud.Tests.AwsBatch;

/// <summary>A clock whose timers go off by hand, by their length, so that a test says which wait it means and never waits itself.</summary>
internal sealed class HandClock : TimeProvider
{
    private readonly ConcurrentQueue<Alarm> _alarms = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(() => callback(state), dueTime);
        _alarms.Enqueue(alarm);
        return alarm;
    }

    /// <summary>Whether somebody waits for such a time.</summary>
    public bool HasTimer(Predicate<TimeSpan> length) => _alarms.Any(alarm => alarm.IsSet(length));

    /// <summary>Lets the timer of a length go off, once somebody has set it.</summary>
    public async Task PassAsync(Predicate<TimeSpan> length)
    {
        while (true)
        {
            if (_alarms.FirstOrDefault(alarm => alarm.IsSet(length)) is { } found)
            {
                found.GoOff();
                return;
            }
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Alarm(Action goOff, TimeSpan length) : ITimer
    {
        private volatile bool _done;

        public bool IsSet(Predicate<TimeSpan> wanted) => !_done && wanted(length);

        public void GoOff()
        {
            _done = true;
            goOff();
        }

        // Delays and waits set their timers once, when they create them.
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => _done = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

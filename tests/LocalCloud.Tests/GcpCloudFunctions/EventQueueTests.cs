using CloudStacks.LocalCloud.Services.GcpCloudFunctions.Events;

namespace CloudStacks.LocalCloud.Tests.GcpCloudFunctions;

/// <summary>When an event comes back: https://docs.cloud.google.com/eventarc/docs/retry-events, a hundred times as fast.</summary>
public sealed class EventQueueTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("events-").FullName;
    private readonly HandClock clock = new() { Now = Start };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void SameNewsTwiceIsOneEvent()
    {
        using var queue = Open();
        queue.Publish(Event(0));
        queue.Publish(Event(0));
        Assert.NotNull(queue.Take("f"));
        Assert.Null(queue.Take("f"));
    }

    [Fact]
    public void PausesDoubleUpToALimit()
    {
        using var queue = Open();
        queue.Publish(Event(0));
        var pauses = new List<double>();
        for (var delivery = 0; delivery < 9; delivery++)
        {
            queue.Fail(queue.Take("f")!, "HTTP 503", refused: true, retry: true);
            pauses.Add(queue.UntilNext("f")!.Value.TotalSeconds);
            Assert.Null(queue.Take("f"));
            clock.Now += queue.UntilNext("f")!.Value;
        }
        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6, 6, 6], pauses);
    }

    [Fact]
    public void AfterADayAnEventIsDropped()
    {
        using var queue = Open();
        queue.Publish(Event(0));
        clock.Now += TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1);
        queue.Fail(queue.Take("f")!, "HTTP 503", refused: true, retry: true);
        Assert.Equal(EventState.Waiting, Assert.Single(queue.All).Record.State);
        clock.Now += TimeSpan.FromSeconds(1);
        queue.Fail(queue.Take("f")!, "HTTP 503", refused: true, retry: true);
        Assert.Equal((EventState.Dropped, 2), (queue.All[0].Record.State, queue.All[0].Record.Deliveries));
    }

    [Fact]
    public void WithoutRetriesTheFirstFailureDrops()
    {
        using var queue = Open();
        queue.Publish(Event(0));
        queue.Fail(queue.Take("f")!, "HTTP 503", refused: true, retry: false);
        Assert.Equal(EventState.Dropped, Assert.Single(queue.All).Record.State);
    }

    /// <summary>Seeking to a moment takes what was published before it for acknowledged, also what is being delivered.</summary>
    [Fact]
    public void PurgeEndsWhatWasPublishedBefore()
    {
        using var queue = Open();
        queue.Publish(Event(0));
        queue.Publish(Event(1) with { PublishedAt = Start.AddMinutes(2).ToUnixTimeMilliseconds() });
        var running = queue.Take("f")!;
        queue.Purge("f", Start.AddMinutes(1));
        queue.Fail(running, "HTTP 503", refused: true, retry: true);
        Assert.Equal([EventState.Done, EventState.Waiting], queue.All.Select(one => one.Record.State));
    }

    /// <summary>What a session was delivering when it was killed is delivered again by the next one; what was acknowledged is not.</summary>
    [Fact]
    public void EventsOutliveTheSession()
    {
        using (var queue = Open())
        {
            queue.Publish(Event(0));
            queue.Publish(Event(1));
            queue.Acknowledge(queue.Take("f")!);
            Assert.NotNull(queue.Take("f"));
        }
        using var next = Open();
        Assert.Equal(("tickets/j/1.ticket", 2), (next.Take("f")!.Name, next.All[1].Record.Deliveries));
        Assert.Null(next.Take("f"));
    }

    private EventQueue Open() => new(folder, clock);

    private static EventRecord Event(int shard) => new(
        EventQueue.IdOf("f", "b", $"tickets/j/{shard}.ticket", "1", 0), "1", "f", "b", $"tickets/j/{shard}.ticket", "{}", Start.ToUnixTimeMilliseconds());

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Tests.AwsLambda;

/// <summary>From a ticket in the bucket to an invocation of the function.</summary>
public sealed class EventTests
{
    private const string Done = "echo \"handled $(printf %s \"$event\" | grep -o 'tickets/[^ ]*[.]ticket')\"; done_with $1";

    [Fact]
    public async Task EveryTicketIsHandledOnceAndNothingElseIs()
    {
        using var workshop = await TicketStack.DeployAsync(Done);
        await using var stack = await TicketStack.OpenAsync(workshop);
        await stack.PutAsync("jobs/j/job.json", "tickets/j/0.txt", "input/0.ticket", "tickets/j/0.ticket", "tickets/j/1.ticket", "tickets/j/2.ticket");
        var attempts = await stack.EndAsync(3);
        Assert.Equal([(0, 1, "succeeded"), (1, 1, "succeeded"), (2, 1, "succeeded")], attempts.Select(task => (task.Slice, task.Attempts, task.Status)));
        Assert.Equal(["0", "1", "2"], (await stack.LogAsync()).Where(line => line.StartsWith("handled tickets/", StringComparison.Ordinal)).Select(line => line.Split('/', '.')[^2]).Order());
        await stack.EmptyAsync();
        Assert.Null(stack.WhyWaiting());
    }

    /// <summary>S3 sends it once for every notification that is put on a bucket; it has no records.</summary>
    [Fact]
    public async Task TestEventComesOnceForEachNotification()
    {
        using var workshop = await TicketStack.DeployAsync("echo \"event $event\"; done_with $1");
        await using (var first = await TicketStack.OpenAsync(workshop))
        {
            await first.PutAsync("tickets/j/0.ticket");
            await first.EndAsync(1);
            await first.EmptyAsync();
            Assert.Single(await first.LogAsync(), line => line.Contains("s3:TestEvent", StringComparison.Ordinal));
        }
        await using var second = await TicketStack.OpenAsync(workshop);
        await second.PutAsync("tickets/k/0.ticket");
        await second.EndAsync(1);
        await second.EmptyAsync();
        Assert.Single(await second.LogAsync(), line => line.Contains("s3:TestEvent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TicketThatWasStoredWhenTheProcessDiedIsToldByTheNextSession()
    {
        using var workshop = await TicketStack.DeployAsync(Done);
        await StoreAsync(workshop.Store, "tickets/j/7.ticket", TimeProvider.System.GetUtcNow());
        await using var stack = await TicketStack.OpenAsync(workshop);
        Assert.Equal(1, Assert.Single(await stack.EndAsync(1)).Attempts);
    }

    [Fact]
    public async Task ObjectFromBeforeTheNotificationIsNotTold()
    {
        using var workshop = await TicketStack.DeployAsync(Done);
        await StoreAsync(workshop.Store, "tickets/j/7.ticket", TimeProvider.System.GetUtcNow().AddDays(-1));
        await using var stack = await TicketStack.OpenAsync(workshop);
        await stack.PutAsync("tickets/k/0.ticket");
        await stack.EndAsync(1);
        Assert.DoesNotContain(await stack.LogAsync(), line => line.Contains("7.ticket", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TicketThatWasBeingHandledIsHandledByTheNextSession()
    {
        using var workshop = await TicketStack.DeployAsync("""case "$event" in *'"ApproximateReceiveCount":"1"'*) echo asleep; sleep 60;; *) done_with $1;; esac""");
        await using (var first = await TicketStack.OpenAsync(workshop))
        {
            await first.PutAsync("tickets/j/0.ticket");
            await first.EndAsync(1, "running");
        }
        await using var second = await TicketStack.OpenAsync(workshop);
        var task = Assert.Single(await second.EndAsync(1));
        Assert.Equal((2, "succeeded"), (task.Attempts, task.Status));
    }

    /// <summary>At least once means twice now and then; each delivery is an invocation of its own.</summary>
    [Fact]
    public async Task DuplicateFaultDeliversTheEventTwice()
    {
        using var workshop = await TicketStack.DeployAsync(Done);
        await using var stack = await TicketStack.OpenAsync(workshop, "duplicate=1,seed=1");
        await stack.PutAsync("tickets/j/0.ticket");
        while (Assert.Single(await stack.EndAsync(1)).Attempts < 2)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        await stack.EndAsync(1, "succeeded");
    }

    private static async Task StoreAsync(StateStore store, string key, DateTimeOffset time)
    {
        var bucket = new ObjectFiles(store.DataRoot).Bucket(store.Read().OfType("aws:s3/bucket:Bucket").Single().Id);
        using var upload = bucket.Begin();
        await bucket.CommitAsync(upload, new(key, 0, "d41d8cd98f00b204e9800998ecf8427e", time, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty, null), WriteCondition.None, 0, TestContext.Current.CancellationToken);
    }
}

namespace CloudStacks.LocalCloud.Tests.AwsLambda;

/// <summary>What becomes of a ticket whose invocation fails (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task ReportedItemComesBackUntilItSucceeds()
    {
        using var workshop = await TicketStack.DeployAsync("""case "$event" in *'"ApproximateReceiveCount":"3"'*) done_with $1;; *.ticket*) fail_items $1;; *) done_with $1;; esac""");
        await using var stack = await TicketStack.OpenAsync(workshop);
        await stack.PutAsync("tickets/j/0.ticket");
        var task = Assert.Single(await stack.EndAsync(1));
        Assert.Equal((3, "succeeded"), (task.Attempts, task.Status));
    }

    /// <summary>retries=1 is a maxReceiveCount of 2: the third receive does not happen.</summary>
    [Theory]
    [InlineData("fail_items $1", "batchItemFailures")]
    [InlineData("""fail $1 '{"errorType":"Usage","errorMessage":"no such job"}'""", "Usage: no such job")]
    [InlineData("exit 3", "Runtime.ExitError")]
    [InlineData("""answer $1 '{"batchItemFailures":[{"itemIdentifer":"misspelt"}]}'""", "whole batch failed")]
    public async Task TicketThatIsReceivedTooOftenBecomesADeadLetter(string handle, string error)
    {
        using var workshop = await TicketStack.DeployAsync($"case \"$event\" in *.ticket*) {handle};; *) done_with $1;; esac", "retries=1");
        await using var stack = await TicketStack.OpenAsync(workshop);
        await stack.PutAsync("tickets/j/0.ticket");
        var task = Assert.Single(await stack.EndAsync(1));
        Assert.Equal((2, "failed"), (task.Attempts, task.Status));
        Assert.Contains(error, task.Reason, StringComparison.Ordinal);
        Assert.Equal((1, 0), await stack.CountAsync("aws-lambda-tickets-dead"));
        Assert.StartsWith("1 messages are in the dead-letter queue after 2 receives; the last error was", stack.WhyWaiting(), StringComparison.Ordinal);
        Assert.Contains(error, stack.WhyWaiting(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KilledInvocationIsTriedAgain()
    {
        using var workshop = await TicketStack.DeployAsync("done_with $1");
        await using var stack = await TicketStack.OpenAsync(workshop, "kill=0.5,seed=3");
        await stack.PutAsync([.. Enumerable.Range(0, 6).Select(shard => $"tickets/j/{shard}.ticket")]);
        var attempts = await stack.EndAsync(6);
        Assert.All(attempts, task => Assert.Equal("succeeded", task.Status));
        Assert.Contains(attempts, task => task.Attempts > 1);
    }
}

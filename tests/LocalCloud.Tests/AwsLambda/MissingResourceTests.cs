namespace CloudStacks.LocalCloud.Tests.AwsLambda;

/// <summary>What is missing between a ticket and its function is named while the ticket waits.</summary>
public sealed class MissingResourceTests
{
    [Theory]
    [InlineData("aws:s3/bucketNotification:BucketNotification", "1 tickets were stored and nobody is told: the bucket has no notification for a queue")]
    [InlineData("aws:sqs/queuePolicy:QueuePolicy", "s3.amazonaws.com may not sqs:SendMessage on arn:aws:sqs:us-east-1:000000000000:aws-lambda-tickets-queue")]
    [InlineData("aws:lambda/eventSourceMapping:EventSourceMapping", "and no event source mapping hands them to a function")]
    [InlineData("aws:lambda/function:Function", "names the function arn:aws:lambda:us-east-1:000000000000:function:aws-lambda-worker-function")]
    [InlineData("aws:iam/rolePolicy:RolePolicy", "aws-lambda-worker-execution-role")]
    public async Task IsNamed(string type, string expected)
    {
        using var workshop = await TicketStack.DeployAsync("done_with $1");
        TicketStack.Forget(workshop, type);
        await using var stack = await TicketStack.OpenAsync(workshop);
        await stack.PutAsync("tickets/j/0.ticket");
        Assert.Contains(expected, stack.WhyWaiting(), StringComparison.Ordinal);
        Assert.Equal((0, "waiting"), Assert.Single(await stack.EndAsync(1, "waiting")) is var task ? (task.Attempts, task.Status) : default);
    }

    /// <summary>Without ReportBatchItemFailures the answer is not looked at: what failed is deleted, and the ticket is gone.</summary>
    [Fact]
    public async Task TicketThatTheMappingLosesIsNamed()
    {
        using var workshop = await TicketStack.DeployAsync("case \"$event\" in *.ticket*) fail_items $1;; *) done_with $1;; esac");
        await workshop.UpAsync(() => new CloudStacks.Stacks.AwsLambda("aws-lambda", new()
        {
            ResourceTransformations = { Programs.Edit.Of<Pulumi.Aws.Lambda.EventSourceMappingArgs>(args => args.FunctionResponseTypes = []) },
        }).Outputs);
        await using var stack = await TicketStack.OpenAsync(workshop);
        await stack.PutAsync("tickets/j/0.ticket");
        Assert.Equal("failed", Assert.Single(await stack.EndAsync(1)).Status);
        Assert.Contains("functionResponseTypes lacks ReportBatchItemFailures", stack.WhyWaiting(), StringComparison.Ordinal);
    }
}

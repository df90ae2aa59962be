using CloudStacks.LocalCloud.Tests.Programs;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.Lambda;
using Pulumi.Aws.Lambda.Inputs;
using Pulumi.Aws.Sqs;

namespace CloudStacks.LocalCloud.Tests.Models;

/// <summary>What CreateEventSourceMapping refuses, on the program aws-lambda.</summary>
public sealed class EventSourceMappingTests() : ProgramTest("aws-lambda", (name, options) => new CloudStacks.Stacks.AwsLambda(name, options))
{
    [Fact]
    public async Task KnowsItsFunction()
    {
        await Workshop.UpAsync(Program());
        var mapping = Deployed("aws-lambda-mapping");
        Assert.Equal((mapping.Id, "Enabled"), (mapping.Text("uuid"), mapping.Text("state")));
        Assert.Equal(Deployed("aws-lambda-worker-function").Text("arn"), mapping.Text("functionArn"));
    }

    /// <summary>https://github.com/hashicorp/terraform-provider-aws/issues/18099</summary>
    [Fact]
    public Task VisibilityBelowTheFunctionsTimeoutIsRefused() => FailsAsync(
        "Queue visibility timeout: 99 seconds is less than Function timeout: 100 seconds", Edit.Of<QueueArgs>(args => args.VisibilityTimeoutSeconds = 99));

    /// <summary>https://github.com/aws/aws-cdk/issues/6770</summary>
    [Theory]
    [InlineData("sqs:ReceiveMessage")]
    [InlineData("sqs:DeleteMessage")]
    [InlineData("sqs:GetQueueAttributes")]
    public Task RoleMustBeAbleToPoll(string action) => FailsAsync(
        $"does not have permissions to call {action[4..]} on SQS", Edit.Of<RolePolicyArgs>(args => args.Policy = args.Policy.Apply(json => json.AsT0.Replace(action, "sqs:ListQueues", StringComparison.Ordinal))));

    [Theory]
    [InlineData(1)]
    [InlineData(1001)]
    public Task ConcurrencyHasARange(int most) => FailsAsync(
        $"input 'scalingConfig.maximumConcurrency' is {most}; expected 2 to 1000", Of(args => args.ScalingConfig = new EventSourceMappingScalingConfigArgs { MaximumConcurrency = most }));

    [Fact]
    public Task LargeBatchNeedsAWindow() => FailsAsync("input 'batchSize' is 11; above 10 'maximumBatchingWindowInSeconds' must be at least 1", Of(args => args.BatchSize = 11));

    [Fact]
    public Task WindowEndsAtFiveMinutes() => FailsAsync("'maximumBatchingWindowInSeconds' is 301; expected 0 to 300", Of(args => args.MaximumBatchingWindowInSeconds = 301));

    [Fact]
    public Task OtherSourcesAreRefused() => FailsAsync("the local cloud models queues of SQS", Of(args => args.EventSourceArn = "arn:aws:kinesis:us-east-1:000000000000:stream/s"));

    [Fact]
    public Task QueueThatIsNotDeployedIsRefused() => FailsAsync("the queue 'arn:aws:sqs:us-east-1:000000000000:gone' does not exist", Of(args => args.EventSourceArn = "arn:aws:sqs:us-east-1:000000000000:gone"));

    [Fact]
    public Task FilterIsRefusedByName() => FailsAsync("does not model input 'filterCriteria'", Of(args => args.FilterCriteria = new EventSourceMappingFilterCriteriaArgs()));

    private static ResourceTransformation Of(Action<EventSourceMappingArgs> edit) => Edit.Of(edit);

    private async Task FailsAsync(string expected, ResourceTransformation edit) => Assert.Contains(
        expected, (await Assert.ThrowsAsync<LocalCloud.Engine.EngineException>(() => Workshop.UpAsync(Program(edit)))).Message, StringComparison.Ordinal);
}

using CloudStacks.Cli.Options;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Cli.Runs;
using CloudStacks.LocalCloud.Engine;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.S3;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The ways in which functions behind a queue are known to get stuck: the program avoids each, and without its care the local cloud gets stuck too.</summary>
public sealed class AwsLambdaPitfallTests() : ProgramTest("aws-lambda", (name, options) => new CloudStacks.Stacks.AwsLambda(name, options))
{
    /// <summary>https://github.com/pulumi/pulumi-aws/issues/1132</summary>
    [Fact]
    public async Task BucketThatHoldsTicketsAndResultsGoes()
    {
        await Workshop.UpAsync(Program());
        await RunAsync("");
        await Workshop.DownAsync();
        Assert.False(Directory.Exists(Workshop.Store.DataRoot));
    }

    [Fact]
    public async Task FilledBucketStaysWithoutForce()
    {
        await Workshop.UpAsync(Program(Edit.Of<BucketArgs>(args => args.ForceDestroy = false)));
        await RunAsync("");
        var failure = await Assert.ThrowsAsync<EngineException>(Workshop.DownAsync);
        Assert.Contains("BucketNotEmpty", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: six times the function's timeout, and a dead letter lives longer than its queue's messages.</summary>
    [Theory]
    [InlineData("taskTimeout=100", 600, 100)]
    [InlineData("taskTimeout=900", 5400, 900)]
    public async Task QueueHidesAMessageForSixTimesTheTimeout(string setting, int visibility, int timeout)
    {
        Set(setting);
        await Workshop.UpAsync(Program());
        Assert.Equal(visibility, (int?)Deployed("aws-lambda-tickets-queue").Inputs["visibilityTimeoutSeconds"]);
        Assert.Equal(timeout, (int?)Deployed("aws-lambda-worker-function").Inputs["timeout"]);
        Assert.True((int?)Deployed("aws-lambda-tickets-dead").Inputs["messageRetentionSeconds"] > (int?)Deployed("aws-lambda-tickets-queue").Inputs["messageRetentionSeconds"]);
    }

    /// <summary>https://github.com/pulumi/pulumi-aws/issues/1895</summary>
    [Fact]
    public async Task NotificationComesAfterThePolicyAndTheMappingAfterTheRolesPolicy()
    {
        await Workshop.UpAsync(Program());
        Assert.True(Place("Create", "tickets-policy") < Place("Create", "tickets-notification"));
        Assert.True(Place("Create", "worker-execution-policy") < Place("Create", "worker-function"));
        await Workshop.DownAsync();
        foreach (var (first, then) in new[]
        {
            ("mapping", "worker-function"), ("mapping", "tickets-queue"), ("worker-function", "worker-execution-policy"), ("worker-function", "worker-logs"),
            ("tickets-notification", "tickets-policy"), ("tickets-policy", "tickets-queue"), ("tickets-queue", "tickets-dead"), ("tickets-notification", "store-bucket"),
        })
        {
            Assert.True(Place("Delete", first) < Place("Delete", then), $"{first} goes before {then}: {string.Join(", ", Workshop.Done)}");
        }
    }

    /// <summary>A function in a VPC holds its subnets for most of an hour: https://github.com/hashicorp/terraform-provider-aws/issues/10329.</summary>
    [Fact]
    public async Task FunctionHasNoNetworkAndItsLogIsTheStacksOwn()
    {
        var state = await Workshop.UpAsync(Program());
        Assert.Null(Deployed("aws-lambda-worker-function").Inputs["vpcConfig"]);
        Assert.Empty(state.Resources.Where(resource => resource.Type.StartsWith("aws:ec2/", StringComparison.Ordinal)));
        Assert.Equal(Assert.Single(state.OfType("aws:cloudwatch/logGroup:LogGroup")).Text("name"), (string?)Deployed("aws-lambda-worker-function").Inputs["loggingConfig"]!["logGroup"]);
        Assert.DoesNotContain("logs:CreateLogGroup", Deployed("aws-lambda-worker-execution-policy").Text("policy"), StringComparison.Ordinal);
    }

    /// <summary>With a key of KMS the queue would need a customer managed one that S3 may use: https://github.com/aws/aws-cdk/issues/5991.</summary>
    [Fact]
    public async Task QueuesAreEncryptedWithoutAKeyOfKms()
    {
        var state = await Workshop.UpAsync(Program());
        Assert.All(state.OfType("aws:sqs/queue:Queue"), queue => Assert.True((bool?)queue.Inputs["sqsManagedSseEnabled"]));
    }

    /// <summary>Dead letters of an earlier job do not end a later one.</summary>
    [Fact]
    public async Task DeadLettersOfAnEarlierJobDoNotCount()
    {
        Set("retries=0");
        await Workshop.UpAsync(Program(Edit.WithoutStatement("WriteJobs")));
        await Assert.ThrowsAsync<Cli.CliException>(() => RunAsync("first"));
        await Workshop.UpAsync(Program());
        Assert.True((await RunAsync("second")).Succeeded);
    }

    /// <summary>
    /// What failed comes back at once, because the worker makes its message visible; without the permission it comes back later, and the log
    /// says so (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatFailedComesBackAtOnceWhereTheRoleMayChangeTheVisibility(bool may)
    {
        Set("retries=0");
        var other = Edit.Of<RolePolicyArgs>(args => args.Policy = args.Policy.Apply(json => json.AsT0.Replace("sqs:ChangeMessageVisibility", "sqs:ListQueues", StringComparison.Ordinal)));
        await Workshop.UpAsync(Program([Edit.WithoutStatement("WriteJobs"), .. may ? [] : new[] { other }]));
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        await Assert.ThrowsAsync<Cli.CliException>(() => run.RunAsync(input));
        var log = await run.RunAsync(["aws", "logs", "filter-log-events", "--log-group-name", Deployed("aws-lambda-worker-logs").Text("name")!], TestContext.Current.CancellationToken);
        Assert.Equal(!may, log.Output.Contains("sqs:ChangeMessageVisibility failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CancelStopsTakingTickets()
    {
        await Workshop.UpAsync(Program());
        await using var run = await LocalRun.OpenAsync(Workshop);
        await run.RunAsync(run.Runbook.Cancel, RunValues.For("j", 1, 1));
        var uuid = Deployed("aws-lambda-mapping").Id;
        var answer = await run.RunAsync(["aws", "lambda", "get-event-source-mapping", "--uuid", uuid], TestContext.Current.CancellationToken);
        Assert.Contains("\"State\": \"Disabled\"", answer.Output, StringComparison.Ordinal);
    }

    private int Place(string operation, string name) => Workshop.Done.IndexOf($"{operation} aws-lambda-{name}");

    private async Task<RunOutcome> RunAsync(string job)
    {
        await using var run = await LocalRun.OpenAsync(Workshop);
        using var input = InputFolder.Of(new RunSettings { Shards = "1" }, null!);
        return await run.RunAsync(input, job: job.Length > 0 ? job : "j");
    }
}

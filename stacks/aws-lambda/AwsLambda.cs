using System.Collections.Immutable;
using CloudStacks.Shared;
using CloudStacks.Shared.Aws;
using Pulumi;
using Pulumi.Aws.Lambda;
using Pulumi.Aws.Lambda.Inputs;
using AwsRegion = Pulumi.Aws.GetRegion;

namespace CloudStacks.Stacks;

/// <summary>The job as an AWS Lambda function: a ticket in S3 for each shard, a queue, and one invocation for each ticket.</summary>
public sealed class AwsLambda : ReferenceDeployment
{
    public AwsLambda(string name, ComponentResourceOptions? options = null) : base("aws-lambda", name, options)
    {
        // Settings: what the user chose, checked against what Lambda allows.
        var settings = StackSettings.Load(Limits);
        var tags = Tags.For("aws-lambda", settings);
        var region = AwsRegion.Invoke().Apply(current => current.Region);
        var component = new ComponentResourceOptions { Parent = this };

        // Storage: one bucket for the input, the jobs and the tickets that start them.
        var store = new AwsJobStore($"{name}-store", tags, component);

        // Trigger: S3 tells a queue of every new ticket; what was tried too often ends in a second queue.
        var tickets = new AwsTickets($"{name}-tickets", settings, store, tags, component);

        // Compute: the worker as a function, with its role, its log and the right to read the queue. The last task to finish reduces.
        var worker = new AwsWorkerFunction($"{name}-worker", new(settings, store, WorkerEnvironment.ReduceLast, tags)
        {
            Statements = [tickets.Arn.Apply(Policy.TakeTickets)],
        }, component);

        // Work: one ticket an invocation, so many at once. MaximumConcurrency throttles nothing, where reserved concurrency would use up receives.
        var mapping = new EventSourceMapping($"{name}-mapping", new EventSourceMappingArgs
        {
            EventSourceArn = tickets.Arn,
            FunctionName = worker.Arn,
            BatchSize = 1,
            FunctionResponseTypes = { "ReportBatchItemFailures" },
            ScalingConfig = new EventSourceMappingScalingConfigArgs { MaximumConcurrency = settings.MaxParallelism },
            Tags = tags,
        }, new CustomResourceOptions { Parent = this });

        Store = store.Uri;
        Runbook = Output.Tuple(store.Uri, tickets.DeadLetterUrl, mapping.Id, worker.LogGroup, region)
            .Apply(names => Use(settings, names.Item1, names.Item2, names.Item3, names.Item4, names.Item5).ToJson());
        RegisterOutputs(Outputs);
    }

    public override Output<string> Store { get; }

    public override Output<string> Runbook { get; }

    // An event source mapping runs 2 to 1000 at once (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html). New accounts start
    // below the 1000 that an account has, and a throttled receive counts like any other, so the default is small.
    private static ServiceLimits Limits { get; } = AwsWorkerFunction.Limits("aws-lambda") with { MinParallelism = 2, DefaultParallelism = 10, MaxRetries = 99 };

    private static Runbook Use(StackSettings settings, string store, string deadLetters, string mapping, string logGroup, string region)
    {
        RunbookStep CountDeadLetters(string name) =>
            AwsRunbook.Step(name, region, "sqs", "get-queue-attributes", "--queue-url", deadLetters, "--attribute-names", "ApproximateNumberOfMessages");
        const string Number = "$.Attributes.ApproximateNumberOfMessages";

        return new Runbook(store, ImmutableSortedDictionary<string, string>.Empty.Add("AWS_REGION", region), ReduceStep: false, Tickets: store, MaxSlices: int.MaxValue)
        {
            TaskCommands = settings.Package != StackSettings.Zip,
            // The tickets themselves start the work; a dead letter more than now means that one of them was given up.
            Submit = [CountDeadLetters("count the dead letters of earlier jobs") with { Captures = ImmutableSortedDictionary<string, string>.Empty.Add("dead", Number) }],
            Watch = [CountDeadLetters("count the dead letters") with { FailsOn = new(Number, "{dead}") { Differs = true } }],
            Logs = [AwsRunbook.Step("print the log", region, "logs", "filter-log-events", "--log-group-name", logGroup, "--filter-pattern=-START -END -REPORT") with { Lines = "$.events[*].message" }],
            Report = AwsRunbook.Report(store, region),
            Cancel =
            [
                AwsRunbook.Step("stop taking tickets", region, "lambda", "update-event-source-mapping", "--uuid", mapping, "--no-enabled") with
                {
                    RetryOn = ["ResourceInUseException", "ResourceConflictException", "TooManyRequestsException"],
                    // A teardown that was cut off may have removed the mapping already.
                    DoneOn = ["ResourceNotFoundException"],
                },
            ],
            Leftovers = AwsRunbook.Leftovers("aws-lambda", region),
        };
    }
}

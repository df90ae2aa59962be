using System.Collections.Immutable;
using CloudStacks.Shared;
using CloudStacks.Shared.Aws;
using Pulumi;
using Pulumi.Aws.Sfn;
using AwsRegion = Pulumi.Aws.GetRegion;
using RolePolicy = Pulumi.Aws.Iam.RolePolicy;
using RolePolicyArgs = Pulumi.Aws.Iam.RolePolicyArgs;

namespace CloudStacks.Stacks;

/// <summary>The job as a distributed map of Step Functions: a child execution for each slice invokes the worker on Lambda, then a state reduces.</summary>
public sealed class AwsStepFunctions : ReferenceDeployment
{
    // Below the job store's prefixes for input and jobs, so that the map's own objects never mix with the worker's.
    private const string Results = "map-runs";

    // A task gives up on an answer that is this late: the function itself stopped before.
    private const int AnswerSeconds = 20;

    private const int LongestPause = 20;

    public AwsStepFunctions(string name, ComponentResourceOptions? options = null) : base("aws-step-functions", name, options)
    {
        // Settings: what the user chose, checked against what Lambda and a map allow.
        var settings = StackSettings.Load(Limits);
        var tags = Tags.For("aws-step-functions", settings);
        var region = AwsRegion.Invoke().Apply(current => current.Region);
        var component = new ComponentResourceOptions { Parent = this };
        var child = new CustomResourceOptions { Parent = this };

        // Storage and work: one bucket for the input, the jobs and what the map exports, and the worker as a function.
        var store = new AwsJobStore($"{name}-store", tags, component);
        var bucket = store.Uri.Apply(uri => uri["s3://".Length..]);
        var worker = new AwsWorkerFunction($"{name}-worker", new(settings, store, WorkerEnvironment.ReduceStep, tags), component);

        // Identity: what the machine may do to the function and the bucket.
        var role = new AwsServiceRole($"{name}-states", "states.amazonaws.com",
            Output.Tuple(worker.Arn, store.Arn).Apply(arns => MapPolicy(arns.Item1, arns.Item2)), tags, component);

        // Orchestration: the map over the shards, the reduce, and the end of a run that failed.
        var machine = new StateMachine($"{name}-machine", new StateMachineArgs
        {
            Type = "STANDARD",
            RoleArn = role.Arn,
            Definition = Output.Tuple(worker.Arn, bucket).Apply(parts => Definition(settings, parts.Item1, parts.Item2)),
            Tags = tags,
        }, child);
        // A map starts its children as executions of its own machine. A policy apart from the role's first one names the machine without a
        // fixed name and without a cycle.
        var children = new RolePolicy($"{name}-children", new RolePolicyArgs { Role = role.Name, Policy = machine.Arn.Apply(ChildrenPolicy) }, child);

        Store = store.Uri;
        Runbook = Output.Tuple(store.Uri, machine.Arn, worker.LogGroup, region, children.Id)
            .Apply(parts => Use(settings, parts.Item1, parts.Item2, parts.Item3, parts.Item4).ToJson());
        RegisterOutputs(Outputs);
    }

    public override Output<string> Store { get; }

    public override Output<string> Runbook { get; }

    // A map may run 10,000 children at once (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html), an account 1000 functions,
    // a new one fewer, and what is throttled uses up retries: so the default is small.
    private static ServiceLimits Limits { get; } = AwsWorkerFunction.Limits("aws-step-functions") with { DefaultParallelism = 10 };

    // An EXPRESS execution ends after 5 minutes, retries included (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html):
    // two attempts of full length and the pause between them must fit.
    private static string ExecutionType(StackSettings settings) => 2 * (settings.TaskTimeoutSeconds + AnswerSeconds) + LongestPause <= 300 ? "EXPRESS" : "STANDARD";

    // https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
    private static string MapPolicy(string function, string bucket) => Policy.Document(
        new Statement("InvokeWorker", "Allow", ["lambda:InvokeFunction"]) { Resource = [function] },
        new Statement("ReadShardList", "Allow", ["s3:GetObject"]) { Resource = [$"{bucket}/jobs/*"] },
        new Statement("WriteResults", "Allow", ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"]) { Resource = [$"{bucket}/{Results}/*"] });

    private static string ChildrenPolicy(string machine) => Policy.Document(
        new Statement("StartChildren", "Allow", ["states:StartExecution"]) { Resource = [machine] },
        new Statement("DescribeChildren", "Allow", ["states:DescribeExecution"]) { Resource = [$"{machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:*"] });

    // The input names the job, the object that lists the round's shards, and the shards per child. Failed children are tolerated, because a
    // shard that can never succeed leaves its record and the others shall be done; the reduce sees whether all have an outcome.
    private static string Definition(StackSettings settings, string function, string bucket) => $$"""
        {
          "Comment": "Fatigue screening: a child execution for each slice of the shards, then the reduce",
          "StartAt": "Screen shards",
          "States": {
            "Screen shards": {
              "Type": "Map",
              "Label": "shards",
              "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": { "InputType": "JSON", "ItemsPointer": "/shards" },
                "Parameters": { "Bucket": "{{bucket}}", "Key.$": "$.list" }
              },
              "ItemSelector": { "index.$": "$$.Map.Item.Index" },
              "ItemBatcher": { "MaxItemsPerBatchPath": "$.batch", "BatchInput": { "job.$": "$.job" } },
              "MaxConcurrency": {{settings.MaxParallelism}},
              "ToleratedFailurePercentage": 100,
              "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "{{ExecutionType(settings)}}" },
                "StartAt": "Screen slice",
                "States": {
                  "Screen slice": {
                    "Type": "Task",
                    "Resource": "arn:aws:states:::lambda:invoke",
                    "Parameters": { "FunctionName": "{{function}}", "Payload.$": "$" },
                    "TimeoutSeconds": {{settings.TaskTimeoutSeconds + AnswerSeconds}},
                    "Retry": [{{Retrier(settings)}}],
                    "OutputPath": "$.Payload",
                    "End": true
                  }
                }
              },
              "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject",
                "Parameters": { "Bucket": "{{bucket}}", "Prefix": "{{Results}}" }
              },
              "ResultPath": "$.map",
              "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Failed" }],
              "Next": "Reduce"
            },
            "Reduce": {
              "Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": { "FunctionName": "{{function}}", "Payload": { "job.$": "$.job", "reduce": true } },
              "TimeoutSeconds": {{settings.TaskTimeoutSeconds + AnswerSeconds}},
              "Retry": [{{Retrier(settings)}}],
              "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Failed" }],
              "OutputPath": "$.Payload",
              "End": true
            },
            "Failed": { "Type": "Fail", "ErrorPath": "$.failure.Error", "CausePath": "$.failure.Cause" }
          }
        }
        """;

    // What the worker calls transient, an environment that died or ran out of time, and what the service itself may mend; bad input and a
    // wrong definition are not worth a retry. https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html
    private static string Retrier(StackSettings settings) => $$"""
        {
                      "ErrorEquals": [
                        "Transient", "Runtime.ExitError", "Sandbox.Timedout", "States.Timeout", "Lambda.Unknown", "Lambda.ClientExecutionTimeoutException",
                        "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"
                      ],
                      "IntervalSeconds": 1, "BackoffRate": 2, "MaxDelaySeconds": {{LongestPause}}, "JitterStrategy": "FULL", "MaxAttempts": {{settings.Retries}}
                    }
        """;

    private static Runbook Use(StackSettings settings, string store, string machine, string logGroup, string region)
    {
        RunbookStep States(string name, params string[] arguments) => AwsRunbook.Step(name, region, ["stepfunctions", .. arguments]);

        return new Runbook(store, Captured("AWS_REGION", region), ReduceStep: true, Tickets: null, MaxSlices: int.MaxValue)
        {
            TaskCommands = settings.Package != StackSettings.Zip,
            Submit =
            [
                States("start the execution", "start-execution", "--state-machine-arn", machine, "--name", "{job}-{round}", "--input", """{"job":"{job}","list":"{list}","batch":{batch}}""") with { Captures = Captured("execution", "$.executionArn") },
            ],
            Watch = [States("describe the execution", "describe-execution", "--execution-arn", "{execution}") with { FailsOn = new("$.status", "FAILED", "TIMED_OUT", "ABORTED") }],
            Logs =
            [
                AwsRunbook.Step("print the log of the function", region, "logs", "filter-log-events", "--log-group-name", logGroup) with { Lines = "$.events[*].message" },
                States("find the run of the map", "list-map-runs", "--execution-arn", "{execution}") with { Captures = Captured("mapRun", "$.mapRuns[*].mapRunArn") },
                States("find its failed children", "list-executions", "--map-run-arn", "{mapRun}", "--status-filter", "FAILED") with { Repeat = Repeat.PerValue, Captures = Captured("failed", "$.executions[*].executionArn") },
                States("print why a child failed", "describe-execution", "--execution-arn", "{failed}") with { Repeat = Repeat.PerValue, Lines = "$.cause" },
                States("print why the execution failed", "get-execution-history", "--execution-arn", "{execution}") with { Lines = "$.events[*].executionFailedEventDetails.cause" },
            ],
            Report = AwsRunbook.Report(store, region),
            Cancel =
            [
                States("list running executions", "list-executions", "--state-machine-arn", machine, "--status-filter", "RUNNING") with
                {
                    Captures = Captured("running", "$.executions[*].executionArn"),
                    // A teardown that was cut off may have removed the machine already.
                    DoneOn = ["StateMachineDoesNotExist"],
                },
                States("stop an execution", "stop-execution", "--execution-arn", "{running}", "--cause", "the stack goes down") with { Repeat = Repeat.PerValue },
            ],
            Leftovers = AwsRunbook.Leftovers("aws-step-functions", region),
            Residue =
            [
                new("the history of executions that have ended", "Step Functions keeps it for 90 days", "free", "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html"),
            ],
        };
    }

    private static ImmutableSortedDictionary<string, string> Captured(string name, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, value);
}

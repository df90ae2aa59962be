namespace CloudStacks.Catalog;

internal static class AwsLambda
{
    private const string Guide = "https://docs.aws.amazon.com/lambda/latest/dg/";
    private const string LambdaModel = "https://github.com/boto/botocore/tree/1.43.11/botocore/data/lambda";
    private const string SqsModel = "https://github.com/boto/botocore/tree/1.43.11/botocore/data/sqs";
    private const string S3Guide = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/";
    private const string Read = "2026-11-25";

    public static CloudService Service { get; } = new("aws-lambda", "AWS Lambda", Cloud.Aws, ["aws"])
    {
        Status = ServiceStatus.Working,
        Artifact = "lambda.zip",
        Contract =
        [
            new("runtime-api-variable", "AWS_LAMBDA_RUNTIME_API", "environment variable, host:port of the Runtime API", Guide + "runtimes-api.html", Read),
            new("bootstrap", "an executable file bootstrap at the root of the .zip", "rule", Guide + "runtimes-custom.html", Read),
            new("loop", "next, work, response or error, next", "rule, one invocation at a time in each environment", Guide + "runtimes-custom.html", Read),
            new("deadline", "Lambda-Runtime-Deadline-Ms", "header of next, ms since 1970, the only warning of a timeout", Guide + "runtimes-api.html", Read),
            new("process-exit", "Runtime.ExitError, the environment is reset", "rule", Guide + "lambda-runtime-environment.html", Read),
            new("batch-answer", "batchItemFailures[].itemIdentifier = messageId", "contract, with ReportBatchItemFailures on the mapping", Guide + "services-sqs-errorhandling.html", Read),
            new("whole-batch", "an error, invalid JSON or an unknown id brings the whole batch back", "rule", Guide + "services-sqs-errorhandling.html", Read),
            new("return-time", "a failed message is seen again when its visibility timeout ends", "rule", Guide + "services-sqs-errorhandling.html", Read),
            new("test-event", "s3:TestEvent, once for each configuration, without Records", "message", S3Guide + "notification-content-structure.html", Read),
            new("delivery", "at least once", "guarantee of S3 events", S3Guide + "EventNotifications.html", Read),
            new("reduce", "no join of its own", "rule", LambdaModel, Read),
        ],
        Limits =
        [
            new("timeout-max", "900", "s of an invocation", Guide + "gettingstarted-limits.html", Read),
            new("timeout-default", "3", "s of an invocation", LambdaModel, Read),
            new("memory", "128..10240", "MB; 1 vCPU at 1769 MB", Guide + "gettingstarted-limits.html", Read),
            new("concurrency", "1000", "concurrent executions of an account and Region; new accounts start lower", Guide + "gettingstarted-limits.html", Read),
            new("payload-sync", "6", "MB of a request and of a response", Guide + "gettingstarted-limits.html", Read),
            new("zip-unzipped", "250", "MB of a package, unzipped", Guide + "gettingstarted-limits.html", Read),
            new("tmp", "512..10240", "MB of /tmp", Guide + "gettingstarted-limits.html", Read),
            new("mapping-concurrency", "2..1000", "invocations at once of an SQS mapping", LambdaModel, Read),
            new("batch-size-max", "10000", "messages of a batch; a window of 1 s at least above 10", LambdaModel, Read),
            new("visibility", "6", "times the function's timeout, at least", Guide + "services-sqs-configure.html", Read),
            new("max-receives", "5", "receives before the dead-letter queue, at least", Guide + "services-sqs-configure.html", Read),
            new("visibility-max", "43200", "s of a visibility timeout", SqsModel, Read),
            new("init-max", "10", "s of the init phase", Guide + "lambda-runtime-environment.html", Read),
        ],
        Scaling =
        [
            new("mapping-rate", "5 at first, 300 more a minute", "concurrent batches of an SQS mapping", Guide + "services-sqs-scaling.html", Read),
            new("function-rate", "1000", "new environments every 10 s and function", Guide + "scaling-behavior.html", Read),
            new("cold-start", "under 100 ms to over 1 s", "init of a new environment", Guide + "lambda-runtime-environment.html", Read),
        ],
        Prices = [.. AwsPrices.Function, .. AwsPrices.Bucket],
    };
}

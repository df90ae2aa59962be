namespace CloudStacks.Catalog;

internal static class AwsBatch
{
    private const string Guide = "https://docs.aws.amazon.com/batch/latest/userguide/";
    private const string ApiModel = "https://github.com/boto/botocore/tree/1.43.11/botocore/data/batch";
    private const string Read = "2026-11-25";

    public static CloudService Service { get; } = new("aws-batch", "AWS Batch", Cloud.Aws, ["aws"])
    {
        Status = ServiceStatus.Working,
        Contract =
        [
            new("index-variable", "AWS_BATCH_JOB_ARRAY_INDEX", "environment variable, 0..size-1, absent in a plain job", Guide + "job_env_vars.html", Read),
            new("size-variable", "AWS_BATCH_JOB_ARRAY_SIZE", "environment variable", Guide + "job_env_vars.html", Read),
            new("attempt-variable", "AWS_BATCH_JOB_ATTEMPT", "environment variable, first attempt = 1", Guide + "job_env_vars.html", Read),
            new("exit-code", "0 = SUCCEEDED, anything else = failed attempt", "rule", Guide + "job_states.html", Read),
            new("no-retry-after", "timeout, cancel, terminate, invalid job definition", "rule", Guide + "job_retries.html", Read),
            new("sigterm-grace", "30", "s from SIGTERM to SIGKILL at a timeout", Guide + "job_timeouts.html", Read),
            new("reduce", "a job that depends on the array starts when every child succeeded", "rule", Guide + "job_dependencies.html", Read),
        ],
        Limits =
        [
            new("array-size-min", "2", "children of an array job", Guide + "service_limits.html", Read),
            new("array-size-max", "10000", "children of an array job", Guide + "service_limits.html", Read),
            new("attempts-max", "10", "attempts of a job", Guide + "job_retries.html", Read),
            new("evaluate-on-exit-max", "5", "rules of a retry strategy", ApiModel, Read),
            new("timeout-min", "60", "s of an attempt", Guide + "job_timeouts.html", Read),
            new("request-size-max", "30", "KiB of a SubmitJob request", Guide + "service_limits.html", Read),
            new("submit-rate", "50", "SubmitJob calls per second and account", Guide + "service_limits.html", Read),
            new("dependencies-max", "20", "dependencies of a job", Guide + "service_limits.html", Read),
            new("describe-max", "100", "job ids of a DescribeJobs call", ApiModel, Read),
            new("fargate-vcpu-quota", "6", "concurrent Fargate vCPUs of a new account, On-Demand and again Spot",
                "https://docs.aws.amazon.com/general/latest/gr/ecs-service.html", Read),
        ],
        Scaling =
        [
            new("launch-rate", "burst 100, sustained 20", "Fargate tasks per second (us-east-1)",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html", Read),
            new("task-start", "about 30", "s to provision a Fargate job", Guide + "when-to-use-fargate.html", Read),
        ],
        Prices = AwsPrices.Fargate,
    };
}

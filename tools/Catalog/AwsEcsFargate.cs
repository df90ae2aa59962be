namespace CloudStacks.Catalog;

internal static class AwsEcsFargate
{
    private const string Guide = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/";
    private const string Quotas = "https://docs.aws.amazon.com/general/latest/gr/ecs-service.html";
    private const string ApiModel = "https://github.com/boto/botocore/tree/1.43.11/botocore/data/ecs";
    private const string Read = "2026-11-25";

    public static CloudService Service { get; } = new("aws-ecs-fargate", "AWS ECS and Fargate", Cloud.Aws, ["aws"])
    {
        Status = ServiceStatus.Working,
        Contract =
        [
            new("index-variable", "none", "RunTask numbers nothing; the starter sets a variable by override", ApiModel, Read),
            new("metadata-variable", "ECS_CONTAINER_METADATA_URI_V4", "environment variable with the URL of the task's metadata", Guide + "task-metadata-endpoint-v4-fargate.html", Read),
            new("exit-code", "containers[].exitCode of DescribeTasks", "rule; it is missing where the container never started", ApiModel, Read),
            new("retries", "none", "a task of RunTask that is lost is not replaced", Guide + "task-maintenance.html", Read),
            new("partial-failure", "failures[]", "RunTask answers 200 and lists what it did not start", ApiModel, Read),
            new("idempotency", "clientToken", "the same token with another request is a ConflictException", ApiModel, Read),
            new("stop-timeout", "30, 2..120", "s from SIGTERM to SIGKILL on Fargate", ApiModel, Read),
            new("spot-warning", "120", "s from SIGTERM to the end of a Spot task", Guide + "fargate-capacity-providers.html", Read),
            new("stopped-visible", "1", "hour at least in which a stopped task can be described", ApiModel, Read),
        ],
        Limits =
        [
            new("tasks-per-call-max", "10", "tasks of a RunTask call", ApiModel, Read),
            new("describe-max", "100", "tasks of a DescribeTasks call", ApiModel, Read),
            new("overrides-max", "8192", "characters of all overrides of a call, JSON syntax included", ApiModel, Read),
            new("client-token-max", "64", "characters", ApiModel, Read),
            new("started-by-max", "128", "characters: letters, numbers, - / _", ApiModel, Read),
            new("subnets-max", "16", "subnets of a task's network, with 5 security groups", Quotas, Read),
            new("containers-max", "10", "containers of a task definition", Quotas, Read),
            new("revisions-max", "1000000", "revisions of a family, deleted ones included", Quotas, Read),
            new("ephemeral-storage", "20, up to 200", "GiB of a task", Guide + "fargate-task-storage.html", Read),
            new("fargate-vcpu-quota", "6", "concurrent Fargate vCPUs of a new account, On-Demand and again Spot", Quotas, Read),
        ],
        Scaling =
        [
            new("launch-rate", "burst 100, sustained 20", "Fargate tasks per second (us-east-1)", Guide + "throttling.html", Read),
            new("run-task-rate", "20", "RunTask calls per second", Guide + "throttling.html", Read),
            new("task-start", "57", "s from created to started: 413 MB image, private subnet, mean of ten (53 to 62)",
                "https://elasticscale.com/reduce-aws-fargate-pull-times-with-soci/", "2024-04-10"),
        ],
        Prices = AwsPrices.Fargate,
    };
}

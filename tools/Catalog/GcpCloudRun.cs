namespace CloudStacks.Catalog;

internal static class GcpCloudRun
{
    private const string Docs = "https://docs.cloud.google.com/run/docs/";
    private const string Quotas = "https://cloud.google.com/run/quotas";
    private const string RunPrices = "https://cloud.google.com/run/pricing";
    private const string StoragePrices = "https://cloud.google.com/storage/pricing";
    private const string Read = "2026-11-25";

    public static CloudService Service { get; } = new("gcp-cloud-run", "Google Cloud Run", Cloud.Google, ["gcloud"])
    {
        Status = ServiceStatus.Working,
        Contract =
        [
            new("index-variable", "CLOUD_RUN_TASK_INDEX", "environment variable, 0..count-1", Docs + "container-contract", Read),
            new("size-variable", "CLOUD_RUN_TASK_COUNT", "environment variable", Docs + "container-contract", Read),
            new("attempt-variable", "CLOUD_RUN_TASK_ATTEMPT", "environment variable, first attempt = 0", Docs + "container-contract", Read),
            new("execution-variable", "CLOUD_RUN_EXECUTION", "environment variable, the run's name", Docs + "container-contract", Read),
            new("exit-code", "0 = the task succeeded, anything else = failed attempt", "rule", Docs + "container-contract", Read),
            new("retry", "a failed attempt is started again with the same index until the retries are used up", "rule", Docs + "configuring/max-retries", Read),
            new("timeout", "applies to each attempt; an execution has none", "rule", Docs + "configuring/task-timeout", Read),
            new("no-listener", "a task must not listen on a port", "rule", Docs + "container-contract", Read),
            new("parallelism", "at most the number of tasks", "rule", "https://github.com/pulumi/pulumi-gcp/blob/v9.35.0/sdk/dotnet/CloudRunV2/Inputs/JobTemplateArgs.cs", Read),
        ],
        Limits =
        [
            new("tasks-max", "10000", "tasks of an execution", Quotas, Read),
            new("retries-max", "10", "retries of a task", Quotas, Read),
            new("timeout-max", "168", "h of an attempt, without GPU", Docs + "configuring/task-timeout", Read),
            new("vcpu-values", "1, 2, 4, 6, 8", "vCPU of a task with one container", Docs + "configuring/jobs/cpu", Read),
            new("memory-max", "32", "GiB of a task", "https://cloud.google.com/run/docs/configuring/jobs/memory-limits", Read),
            new("executions-max", "1000", "running executions of a project and region", Quotas, Read),
            new("jobs-max", "1000", "jobs of a project and region", Quotas, Read),
            new("variables-max", "1000", "environment variables of a container", Docs + "configuring/jobs/environment-variables", Read),
            new("container-start", "4", "min for a container to start", Quotas, Read),
        ],
        Scaling =
        [
            new("parallel-tasks", "depends on region, CPU and memory of the task", "rule, no number is published", Quotas, Read),
            new("idle", "0", "tasks between executions", RunPrices, Read),
        ],
        Prices =
        [
            new("vcpu", "0.000018", "USD per vCPU-second, us-central1", RunPrices, "2026-10-07"),
            new("memory", "0.000002", "USD per GiB-second, us-central1", RunPrices, "2026-10-07"),
            new("minimum", "60", "s billed per task attempt at least, then by 100 ms", RunPrices, "2026-08-21"),
            new("free-vcpu", "240000", "vCPU-seconds per month and billing account", RunPrices, Read),
            new("gcs-storage", "0.02", "USD per GB-month (Standard), us-central1", StoragePrices, "2026-07-29"),
            new("gcs-write", "0.005", "USD per 1,000 class A operations (insert, list), us-central1", StoragePrices, "2026-07-29"),
            new("gcs-read", "0.0004", "USD per 1,000 class B operations (get), us-central1", StoragePrices, Read),
            new("image-storage", "0.1", "USD per GB-month beyond 0.5 GB", "https://cloud.google.com/artifact-registry/pricing", "2026-08-08"),
            new("logging", "0.5", "USD per GiB beyond 50 GiB a month", "https://cloud.google.com/logging/pricing", Read),
        ],
    };
}

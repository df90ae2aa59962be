namespace CloudStacks.Catalog;

internal static class GcpDataflow
{
    private const string Docs = "https://docs.cloud.google.com/dataflow/docs/";
    private const string FlexTemplates = Docs + "guides/templates/configuring-flex-templates";
    private const string Model = "https://beam.apache.org/documentation/runtime/model/";
    private const string Quotas = "https://docs.cloud.google.com/dataflow/quotas";
    private const string RequestQuotas = "https://docs.cloud.google.com/dataflow/docs/request-quotas";
    private const string DataflowPrices = "https://cloud.google.com/dataflow/pricing";
    private const string StoragePrices = "https://cloud.google.com/storage/pricing";
    private const string Read = "2026-11-25";

    public static CloudService Service { get; } = new("gcp-dataflow", "Google Cloud Dataflow", Cloud.Google, ["gcloud"])
    {
        Status = ServiceStatus.Working,
        Contract =
        [
            new("identity", "none: a task is an element of a collection, which carries what it is", "rule", Model, Read),
            new("bundle", "elements are processed in bundles of the service's choice; a failed element fails its bundle", "rule", Model, Read),
            new("retry", "4", "attempts of a bundle of a batch job, then the job fails", Docs + "guides/common-errors", Read),
            new("fusion", "steps that follow one another run as one, unless elements are shuffled in between", "rule", Model, Read),
            new("launch", "the launching program must end after run(), without waiting", "rule", FlexTemplates, Read),
            new("versions", "one version of Python and Beam in launcher and workers", "rule", "https://github.com/GoogleCloudPlatform/python-docs-samples/blob/683bf45f8f608cf0248d485d2c60de22e356b2db/dataflow/flex-templates/pipeline_with_dependencies/Dockerfile", Read),
            new("end", "the job's state: DONE is success, FAILED and CANCELLED are not; no exit code", "rule", "https://github.com/hashicorp/terraform-provider-google-beta/blob/v7.45.0/google-beta/services/dataflow/resource_dataflow_job.go", Read),
        ],
        Limits =
        [
            new("jobs-max", "25", "running jobs of a project, can be raised", Quotas, Read),
            new("workers-max", "2000", "workers of a job", Quotas, Read),
            new("graph-max", "10", "MB of a job's graph, elements that are created in it included", RequestQuotas, Read),
            new("request-max", "20", "MB of a request that creates a job", RequestQuotas, Read),
            new("flexrs-delay", "6", "h at most until a FlexRS job starts", "https://cloud.google.com/dataflow/docs/guides/flexrs", Read),
        ],
        Scaling =
        [
            new("autoscaling", "by remaining work, up to the job's most workers", "rule, on by default", Docs + "horizontal-autoscaling", Read),
            new("parallelism", "no more than there are elements after the last shuffle", "rule", Model, Read),
            new("idle", "0", "workers between jobs", DataflowPrices, Read),
        ],
        Prices =
        [
            new("vcpu", "0.056", "USD per vCPU-hour of a batch worker, us-central1", DataflowPrices, Read),
            new("memory", "0.003557", "USD per GB-hour of a batch worker, us-central1", DataflowPrices, Read),
            new("shuffle", "0.011", "USD per GB that goes through the shuffle", DataflowPrices, Read),
            new("disk", "0.000054", "USD per GB-hour of standard disk, 25 GB a worker", DataflowPrices, Read),
            new("flexrs", "40", "% less for vCPU and memory", "https://help.nops.io/inform/supported-recommendations/use-flexrs-for-delay-tolerant-dataflow-batch-jobs.md", Read),
            new("gcs-storage", "0.02", "USD per GB-month (Standard), us-central1", StoragePrices, "2026-07-29"),
            new("gcs-write", "0.005", "USD per 1,000 class A operations (insert, list), us-central1", StoragePrices, "2026-07-29"),
            new("gcs-read", "0.0004", "USD per 1,000 class B operations (get), us-central1", StoragePrices, Read),
            new("image-storage", "0.1", "USD per GB-month beyond 0.5 GB", "https://cloud.google.com/artifact-registry/pricing", "2026-08-08"),
            new("logging", "0.5", "USD per GiB beyond 50 GiB a month", "https://cloud.google.com/logging/pricing", Read),
        ],
    };
}

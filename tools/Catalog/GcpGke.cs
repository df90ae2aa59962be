namespace CloudStacks.Catalog;

internal static class GcpGke
{
    private const string Jobs = "https://kubernetes.io/docs/concepts/workloads/controllers/job/";
    private const string JobArgs = "https://github.com/pulumi/pulumi-kubernetes/blob/v4.32.0/sdk/dotnet/Batch/V1/Inputs/JobSpecArgs.cs";
    private const string WorkloadIdentity = "https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity";
    private const string Requests = "https://docs.cloud.google.com/kubernetes-engine/docs/concepts/autopilot-resource-requests";
    private const string Quotas = "https://docs.cloud.google.com/kubernetes-engine/quotas";
    private const string GkePrices = "https://cloud.google.com/kubernetes-engine/pricing";
    private const string StoragePrices = "https://cloud.google.com/storage/pricing";
    private const string Read = "2026-11-25";

    public static CloudService Service { get; } = new("gcp-gke", "Google Kubernetes Engine", Cloud.Google, ["gcloud", "kubectl"])
    {
        Status = ServiceStatus.Working,
        Contract =
        [
            new("index-variable", "JOB_COMPLETION_INDEX", "environment variable, 0..completions-1", Jobs, Read),
            new("size-variable", "none", "the template has to say how many completions there are", Jobs, Read),
            new("parallelism-default", "1", "pod at a time where the Job says nothing", Jobs, Read),
            new("exit-code", "0 = the index is done, anything else or a kill = the pod failed", "rule", Jobs, Read),
            new("backoff", "10, 20, 40, … at most 360", "s before a failed pod is replaced", Jobs, Read),
            new("retries-default", "6", "failures of all indexes together; as good as no limit with backoffLimitPerIndex", JobArgs, Read),
            new("duplicates", "rarely two pods of one index run at once", "rule", Jobs, Read),
            new("failure-policy", "Ignore on the condition DisruptionTarget", "rule that keeps node drains and Spot from using up retries", JobArgs, Read),
            new("identity", "principal://…/subject/ns/NAMESPACE/sa/ACCOUNT", "the pod's own principal; a node's roles do not reach it", WorkloadIdentity, Read),
            new("grant-delay", "60", "s for a grant to be seen, about", WorkloadIdentity, Read),
            new("spot-grace", "25", "s from SIGTERM to SIGKILL for Spot pods at most", "https://cloud.google.com/kubernetes-engine/docs/how-to/autopilot-spot-pods", Read),
        ],
        Limits =
        [
            new("parallelism-max", "100000", "pods of an Indexed Job at once", JobArgs, Read),
            new("namespace-pods", "1500", "pods of a namespace while the cluster has fewer than 100 nodes", Quotas, Read),
            new("namespace-jobs", "5000", "Jobs of a namespace while the cluster has fewer than 100 nodes", Quotas, Read),
            new("pods-max", "200000", "pods of a cluster", Quotas, Read),
            new("nodes-max", "5000", "nodes of an Autopilot cluster", Quotas, Read),
            new("clusters-max", "50", "clusters of a project and region", Quotas, Read),
            new("requests-default", "0.5 vCPU, 2 GiB", "what a container gets, and pays for, that asks for nothing", Requests, Read),
        ],
        Scaling =
        [
            new("cluster-create", "6", "min to create a cluster, one measurement", "https://ahmet.im/blog/gke-autopilot/", "2021-03"),
            new("node-pool-create", "30-45", "s for a new empty node pool, one after another; at once since January 2026", "https://thedailyscout.com/s/3v54zPitb2w", "2026-03"),
            new("controller-rate", "45", "pods per second of a Job with 10,000 indexes, in a benchmark without nodes", "https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/3850-backoff-limits-per-index-for-indexed-jobs", Read),
        ],
        Prices =
        [
            new("cluster", "0.10", "USD per cluster-hour, also while idle", GkePrices, Read),
            new("free-credit", "74.40", "USD per month and billing account, for the cluster fee of one Autopilot or zonal cluster", GkePrices, Read),
            new("vcpu", "0.0445", "USD per vCPU-hour of a pod's request, us-central1", GkePrices, "2026-09"),
            new("memory", "0.0049225", "USD per GiB-hour of a pod's request, us-central1", GkePrices, "2026-09"),
            new("spot-vcpu", "0.0133", "USD per vCPU-hour on Spot, us-central1; it may change every 30 days", GkePrices, Read),
            new("spot-memory", "0.0014767", "USD per GiB-hour on Spot, us-central1; it may change every 30 days", GkePrices, Read),
            new("minimum", "1", "s; pods that wait are not billed", GkePrices, Read),
            new("gcs-storage", "0.02", "USD per GB-month (Standard), us-central1", StoragePrices, "2026-07-29"),
            new("gcs-write", "0.005", "USD per 1,000 class A operations (insert, list), us-central1", StoragePrices, "2026-07-29"),
            new("gcs-read", "0.0004", "USD per 1,000 class B operations (get), us-central1", StoragePrices, Read),
            new("image-storage", "0.1", "USD per GB-month beyond 0.5 GB", "https://cloud.google.com/artifact-registry/pricing", "2026-08-08"),
            new("logging", "0.5", "USD per GiB beyond 50 GiB a month", "https://cloud.google.com/logging/pricing", Read),
        ],
    };
}

namespace CloudStacks.Catalog;

internal static class GcpCloudFunctions
{
    private const string Run = "https://docs.cloud.google.com/run/docs/";
    private const string Functions = "https://docs.cloud.google.com/functions/";
    private const string Eventarc = "https://docs.cloud.google.com/eventarc/docs/";
    private const string Push = "https://cloud.google.com/pubsub/docs/push";
    private const string RunQuotas = "https://cloud.google.com/run/quotas";
    private const string RunPrices = "https://cloud.google.com/run/pricing";
    private const string StoragePrices = "https://cloud.google.com/storage/pricing";
    private const string MaxInstances = "https://cloud.google.com/functions/docs/configuring/max-instances";
    private const string Buildpacks = "https://github.com/GoogleCloudPlatform/buildpacks/blob/21f28de8c499445ef1098016bfce35b16415e4b1/";
    private const string ServiceConfig = "https://github.com/pulumi/pulumi-gcp/blob/v9.35.0/sdk/dotnet/CloudFunctionsV2/Inputs/FunctionServiceConfigArgs.cs";
    private const string Read = "2026-11-25";

    public static CloudService Service { get; } = new("gcp-cloud-functions", "Google Cloud Functions", Cloud.Google, ["gcloud"])
    {
        Status = ServiceStatus.Working,
        Artifact = "gcf-source.zip",
        Contract =
        [
            new("runtime", "dotnet10", "runtime id, decommission 2029-05-14", Run + "runtimes/dotnet", Read),
            new("port", "PORT", "environment variable: listen on 0.0.0.0", Run + "container-contract", Read),
            new("event", "ce-id, ce-source, ce-type, ce-time, ce-subject", "headers of a POST to /", Eventarc + "cloudevents", Read),
            new("event-type", "google.cloud.storage.object.v1.finalized", "a new object", Run + "triggering/storage-triggers", Read),
            new("filter", "the bucket, exactly", "no filter by name", Eventarc + "path-patterns", Read),
            new("acknowledge", "102, 200, 201, 202, 204", "status codes; any other is delivered again", Push, Read),
            new("retry", "10 to 600 s apart for 24 h", "back-off, then the event is dropped", Eventarc + "retry-events", Read),
            new("sigterm-grace", "10", "s from SIGTERM to SIGKILL", Run + "container-contract", Read),
            new("one-project", "one project file in the source", "rule of the build", Buildpacks + "pkg/dotnet/dotnet.go", Read),
            new("framework", "Microsoft.AspNetCore.App in runtimeconfig.json", "rule of the build", Buildpacks + "pkg/dotnet/dotnet.go", Read),
            new("entry-point", "not empty", "rule of the build", Buildpacks + "pkg/gcpbuildpack/env.go", Read),
        ],
        Limits =
        [
            new("event-timeout-max", "9", "min of a request with an event", "https://oneuptime.com/blog/post/2026-01-30-cloud-functions-gen2/view", "2026-01-30"),
            new("timeout-default", "60", "s", ServiceConfig, Read),
            new("concurrency-default", "1", "requests of an instance at once, up to 1000", ServiceConfig, Read),
            new("instances-default", "100", "instances at most", MaxInstances, Read),
            new("memory-max", "32", "GiB", "https://oneuptime.com/blog/post/2026-01-30-cloud-functions-gen2/view", "2026-01-30"),
            new("vcpu-max", "8", "vCPU", "https://oneuptime.com/blog/post/2026-01-30-cloud-functions-gen2/view", "2026-01-30"),
            new("functions-max", "1000", "functions and Cloud Run services of a region", Functions + "quotas", Read),
            new("start-max", "4", "min until the port is open", RunQuotas, Read),
        ],
        Scaling =
        [
            new("instances", "requests at once / concurrency", "rule, up to the maximum", MaxInstances, Read),
            new("slow-start", "one event at a time at first, doubled by each success, halved by each failure", "rule of push delivery", Push, Read),
            new("cold-start", "0.5-3", "s, no method given, Cloud Run services", "https://www.mindfulchase.com/explore/troubleshooting-tips/cloud-platforms-and-services/mitigating-cold-starts-and-latency-in-google-cloud-run-applications.html", Read),
            new("build", "up to 2", "min at each deployment", Functions + "building", Read),
        ],
        Prices =
        [
            new("vcpu", "0.000024", "USD per vCPU-second while a request runs, us-central1", RunPrices, Read),
            new("memory", "0.0000025", "USD per GiB-second while a request runs, us-central1", RunPrices, Read),
            new("requests", "0.4", "USD per million", RunPrices, Read),
            new("rounding", "100", "ms, rounded up", RunPrices, Read),
            new("free-vcpu", "180000", "vCPU-seconds per month and billing account", RunPrices, Read),
            new("build-minute", "0.006", "USD per minute of Cloud Build", "https://cloud.google.com/build/pricing", Read),
            new("gcs-storage", "0.02", "USD per GB-month (Standard), us-central1", StoragePrices, "2026-07-29"),
            new("gcs-write", "0.005", "USD per 1,000 class A operations (insert, list), us-central1", StoragePrices, "2026-07-29"),
            new("gcs-read", "0.0004", "USD per 1,000 class B operations (get), us-central1", StoragePrices, Read),
            new("image-storage", "0.1", "USD per GB-month beyond 0.5 GB", "https://cloud.google.com/artifact-registry/pricing", "2026-08-08"),
            new("logging", "0.5", "USD per GiB beyond 50 GiB a month", "https://cloud.google.com/logging/pricing", Read),
        ],
    };
}

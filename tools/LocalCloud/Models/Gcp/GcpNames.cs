using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity.Google;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>Names that models and services of Google Cloud share.</summary>
internal static class GcpNames
{
    public const string Bucket = "gcp:storage/bucket:Bucket";
    public const string BucketObject = "gcp:storage/bucketObject:BucketObject";
    public const string Network = "gcp:compute/network:Network";
    public const string Subnetwork = "gcp:compute/subnetwork:Subnetwork";
    public const string Firewall = "gcp:compute/firewall:Firewall";
    public const string Service = "gcp:projects/service:Service";
    public const string ServiceAccount = "gcp:serviceaccount/account:Account";
    public const string Repository = "gcp:artifactregistry/repository:Repository";
    public const string Job = "gcp:cloudrunv2/job:Job";
    public const string Cluster = "gcp:container/cluster:Cluster";
    public const string Function = "gcp:cloudfunctionsv2/function:Function";

    /// <summary>The account with which Cloud Storage publishes events: https://docs.cloud.google.com/storage/docs/getting-service-agent.</summary>
    public const string StorageAgent = $"service-{ProjectNumber}@gs-project-accounts.iam.gserviceaccount.com";

    /// <summary>The folder of the buckets in the data folder.</summary>
    public const string StorageFolder = "gcs";

    /// <summary>The number of the local cloud's project: no project has it.</summary>
    public const string ProjectNumber = "000000000000";

    /// <summary>The project that a stack was deployed to.</summary>
    public static GoogleProject ProjectOf(StackState state) => new(
        state.Resources.Where(resource => resource.Type.StartsWith("gcp:", StringComparison.Ordinal)).Select(resource => resource.Text("project")).FirstOrDefault(project => project is not null)
            ?? StackProgram.LocalDefaults["gcp:project"],
        ProjectNumber);
}

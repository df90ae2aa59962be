using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>The buckets of a stack's local cloud, under <c>s3/</c> or <c>gcs/</c> of its data root. They survive the death of the process.</summary>
/// <param name="dataRoot">The data root.</param>
/// <param name="store">The store's folder there.</param>
public sealed partial class ObjectFiles(string dataRoot, string store = "s3")
{
    private readonly ConcurrentDictionary<string, Lazy<BucketFiles>> _buckets = new();

    /// <summary>The bucket's objects. Whether the bucket is deployed is the caller's question.</summary>
    public BucketFiles Bucket(string name) => _buckets.GetOrAdd(name, bucket => new(() => new(FolderOf(dataRoot, bucket, store)))).Value;

    /// <summary>The folder of a bucket, which goes with it. Throws <see cref="ArgumentException"/> for what is no bucket name.</summary>
    public static string FolderOf(string dataRoot, string bucket, string store = "s3") => BucketName().IsMatch(bucket) && !bucket.Contains("..", StringComparison.Ordinal)
        ? Path.Combine(dataRoot, store, bucket)
        : throw new ArgumentException($"'{bucket}' is not a bucket name: 3 to 63 lower-case letters, digits, dots, hyphens and, in Cloud Storage, underscores", nameof(bucket));

    /// <summary>Whether a bucket holds no object. Unfinished uploads do not count, as in S3.</summary>
    public static bool IsEmpty(string dataRoot, string bucket)
    {
        var objects = Path.Combine(FolderOf(dataRoot, bucket), "objects");
        return !Directory.Exists(objects) || !Directory.EnumerateFiles(objects).Any();
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, https://docs.cloud.google.com/storage/docs/buckets
    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();
}

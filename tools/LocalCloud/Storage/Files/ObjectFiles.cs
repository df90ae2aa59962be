using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>The buckets of a stack's local cloud, under <c>s3/</c> of its data root. They survive the death of the process.</summary>
public sealed partial class ObjectFiles(string dataRoot)
{
    private readonly ConcurrentDictionary<string, Lazy<BucketFiles>> _buckets = new();

    /// <summary>The bucket's objects. Whether the bucket is deployed is the caller's question.</summary>
    public BucketFiles Bucket(string name) => _buckets.GetOrAdd(name, bucket => new(() => new(FolderOf(dataRoot, bucket)))).Value;

    /// <summary>The folder of a bucket, which goes with it. Throws <see cref="ArgumentException"/> for what is no bucket name.</summary>
    public static string FolderOf(string dataRoot, string bucket) => BucketName().IsMatch(bucket) && !bucket.Contains("..", StringComparison.Ordinal)
        ? Path.Combine(dataRoot, "s3", bucket)
        : throw new ArgumentException($"'{bucket}' is not a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens", nameof(bucket));

    /// <summary>Whether a bucket holds no object. Unfinished uploads do not count, as in S3.</summary>
    public static bool IsEmpty(string dataRoot, string bucket)
    {
        var objects = Path.Combine(FolderOf(dataRoot, bucket), "objects");
        return !Directory.Exists(objects) || !Directory.EnumerateFiles(objects).Any();
    }

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();
}

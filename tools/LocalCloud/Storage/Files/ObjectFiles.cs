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
    public BucketFiles Bucket(string name) => _buckets.GetOrAdd(name, bucket => new(() => new(FolderOf(bucket)))).Value;

    /// <summary>Makes room for a bucket. Throws <see cref="ArgumentException"/> for what is no bucket name.</summary>
    public void Create(string bucket) => Directory.CreateDirectory(FolderOf(bucket));

    /// <summary>Removes an object without looking at the others; removing what is not there succeeds.</summary>
    public void Remove(string bucket, string key)
    {
        var file = Path.Combine(FolderOf(bucket), "objects", ObjectFile.NameOf(key));
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }

    /// <summary>Whether a bucket holds no object. Unfinished uploads do not count.</summary>
    public bool IsEmpty(string bucket)
    {
        var objects = Path.Combine(FolderOf(bucket), "objects");
        return !Directory.Exists(objects) || !Directory.EnumerateFiles(objects).Any();
    }

    /// <summary>Removes a bucket with all that is in it.</summary>
    public void Delete(string bucket)
    {
        if (Directory.Exists(FolderOf(bucket)))
        {
            Directory.Delete(FolderOf(bucket), recursive: true);
        }
    }

    private string FolderOf(string bucket) => BucketName().IsMatch(bucket) && !bucket.Contains("..", StringComparison.Ordinal)
        ? Path.Combine(dataRoot, store, bucket)
        : throw new ArgumentException($"'{bucket}' is not a bucket name: 3 to 63 lower-case letters, digits, dots, hyphens and, in Cloud Storage, underscores", nameof(bucket));

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, https://docs.cloud.google.com/storage/docs/buckets
    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();
}

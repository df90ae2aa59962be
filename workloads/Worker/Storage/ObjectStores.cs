using System.Text.RegularExpressions;

namespace CloudStacks.Worker.Storage;

/// <summary>Object stores by address.</summary>
public static partial class ObjectStores
{
    /// <summary>Opens <c>s3://bucket</c>, <c>gs://bucket</c>, <c>az://account/container</c>, <c>file:///folder</c> or a path of a folder. Nothing is requested yet.</summary>
    /// <exception cref="UsageException">The address has another form.</exception>
    public static IObjectStore Open(string address) => address.Split("://", 2) switch
    {
        ["s3", var bucket] when BucketName().IsMatch(bucket) => S3Store.Open(bucket),
        ["gs", var bucket] when GcsBucketName().IsMatch(bucket) => new GcsStore(GcsClient.OfProcess(), bucket),
        ["az", var store] when store.Split('/') is [var account, var container] && BlobNames.AreStore(account, container) =>
            new AzureBlobStore(AzureBlobClients.OfProcess(account, container)),
        ["file", ['/', ..]] => new FileStore(new Uri(address).LocalPath),
        [{ Length: > 0 } path] => new FileStore(path),
        _ => throw new UsageException($"store '{address}': expected s3://bucket, gs://bucket, az://account/container, file:///folder or the path of a folder"),
    };

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();

    // https://docs.cloud.google.com/storage/docs/buckets
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]\z")]
    private static partial Regex GcsBucketName();
}

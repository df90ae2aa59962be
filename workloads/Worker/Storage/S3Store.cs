using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace CloudStacks.Worker.Storage;

/// <summary>A bucket of Amazon S3. Endpoint (<c>AWS_ENDPOINT_URL_S3</c>), region and credentials come from the SDK's own chain.</summary>
public sealed class S3Store(IAmazonS3 client, string bucket) : IObjectStore
{
    // A layout that never deletes should not meet a single one.
    const int Conflicts = 8;

    const string GetObject = "s3:GetObject";
    // A missing key is 404 only for who may list, else 403: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html.
    const string HeadObject = "s3:GetObject (and s3:ListBucket for a missing key)";

    const string PutObject = "s3:PutObject";
    const string ListBucket = "s3:ListBucket";

    public string Address => $"s3://{bucket}";

    /// <summary>Opens a bucket for the identity that the process has.</summary>
    public static S3Store Open(string bucket) => new(new AmazonS3Client(Configure(new AmazonS3Config())), bucket);

    /// <summary>Sets how often requests are repeated: standard mode backs off between the repeats, and four of them outlast a short throttling.</summary>
    public static AmazonS3Config Configure(AmazonS3Config config)
    {
        (config.RetryMode, config.MaxErrorRetry) = (RequestRetryMode.Standard, 4);
        return config;
    }

    public Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default) =>
        Guarded(GetObject, key, async () =>
        {
            var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, EtagToMatch = ifMatch }, cancellation);
            return new StoredObject(
                new ObjectInfo(key, answer.ContentLength, answer.ETag), new StoreTransfer(answer.ResponseStream, (e, stop) => Failure(e, GetObject, key, stop)), answer);
        }, cancellation);

    public async Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default)
    {
        for (var attempt = 1; attempt <= Conflicts; attempt++)
        {
            if (await TryPutAsync(key, content, cancellation) is { } outcome)
                return outcome;
            await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), cancellation);
        }
        throw new StoreException(StoreProblem.Unavailable, PutObject, $"{Address}/{key}", $"ConditionalRequestConflict {Conflicts} times in a row");
    }

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) =>
        Guarded(HeadObject, key, async () =>
        {
            var answer = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = bucket, Key = key }, cancellation);
            return new ObjectInfo(key, answer.ContentLength, answer.ETag);
        }, cancellation);

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, StartAfter = startAfter };
        do
        {
            var page = await Guarded(ListBucket, prefix, () => client.ListObjectsV2Async(request, cancellation)!, cancellation);
            foreach (var found in page!.S3Objects ?? [])
                yield return new ObjectInfo(found.Key, found.Size ?? 0, found.ETag);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    // Null: a delete of the key finished while the write ran, and S3 asks for the same request again,
    // see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html.
    async Task<PutOutcome?> TryPutAsync(string key, Stream content, CancellationToken cancellation)
    {
        content.Position = 0;
        var request = new PutObjectRequest { BucketName = bucket, Key = key, InputStream = content, AutoCloseStream = false, IfNoneMatch = "*" };
        try
        {
            await client.PutObjectAsync(request, cancellation);
            return PutOutcome.Created;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return PutOutcome.Exists;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "ConditionalRequestConflict")
        {
            return null;
        }
        catch (Exception e) when (Failure(e, PutObject, key, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    StoreException? Failure(Exception e, string action, string key, CancellationToken cancellation) =>
        S3Errors.IsFailure(e, cancellation) ? S3Errors.Translate(e, action, bucket, key) : null;

    async Task<T?> Guarded<T>(string action, string key, Func<Task<T>> request, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await request();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode is "NoSuchKey" or "NotFound")
        {
            return null;
        }
        catch (Exception e) when (Failure(e, action, key, cancellation) is { } failure)
        {
            throw failure;
        }
    }
}

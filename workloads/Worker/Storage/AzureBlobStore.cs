using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CloudStacks.FatigueScreening;

namespace CloudStacks.Worker.Storage;

/// <summary>A container of Azure Blob Storage.</summary>
public sealed class AzureBlobStore(BlobContainerClient container) : IObjectStore
{
    // What each request needs: https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
    const string ReadBlob = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";
    const string AddBlob = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action";

    public string Address { get; } = $"az://{container.AccountName}/{container.Name}";

    public async Task<StoredObject?> GetAsync(string key, string? ifMatch = null, CancellationToken cancellation = default)
    {
        try
        {
            return await Guarded(ReadBlob, key, () => OpenAsync(key, ifMatch, cancellation), cancellation);
        }
        // A blob that does not exist has no ETag that could match, and Azurite answers so.
        catch (StoreException e) when (e.Problem == StoreProblem.Changed && ifMatch is not null)
        {
            if (await HeadAsync(key, cancellation) is null)
                return null;
            throw;
        }
    }

    public async Task<PutOutcome> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellation = default)
    {
        content.Position = 0;
        try
        {
            await Blob(key, AddBlob).UploadAsync(content, new BlobUploadOptions { Conditions = new() { IfNoneMatch = ETag.All } }, cancellation);
            return PutOutcome.Created;
        }
        // A lease or a condition on the blob that is there answers 412 instead: https://github.com/Azure/azure-sdk-for-net/issues/33668
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            return PutOutcome.Exists;
        }
        catch (Exception e) when (Failure(e, AddBlob, key, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellation = default) =>
        Guarded(ReadBlob, key, async () =>
        {
            var answer = (await Blob(key, ReadBlob).GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return new ObjectInfo(key, answer.ContentLength, Text(answer.ETag));
        }, cancellation);

    // Azure promises an alphabetical order without saying of what, and accounts with folders sort differently, so the whole listing is put in order here:
    // https://learn.microsoft.com/rest/api/storageservices/enumerating-blob-resources
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, string? startAfter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var found = await Guarded(ReadBlob, prefix, () => FindAsync(prefix, startAfter, cancellation), cancellation)
            ?? throw new StoreException(StoreProblem.NoSuchStore, ReadBlob, $"{Address}/{prefix}", "there is no such container");
        foreach (var info in found.OrderBy(info => info.Key, Utf8Order.Comparer))
            yield return info;
    }

    async Task<StoredObject?> OpenAsync(string key, string? ifMatch, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Conditions = ifMatch is null ? null : new() { IfMatch = new ETag(ifMatch) } };
        var answer = (await Blob(key, ReadBlob).DownloadStreamingAsync(options, cancellation)).Value;
        var info = new ObjectInfo(key, answer.Details.ContentLength, Text(answer.Details.ETag));
        return new StoredObject(info, new StoreTransfer(answer.Content, (e, stop) => Failure(e, ReadBlob, key, stop)), answer);
    }

    async Task<List<ObjectInfo>?> FindAsync(string prefix, string? startAfter, CancellationToken cancellation)
    {
        var found = new List<ObjectInfo>();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellation))
        {
            if (startAfter is null || Utf8Order.Comparer.Compare(blob.Name, startAfter) > 0)
                found.Add(new(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.ETag is { } etag ? Text(etag) : null));
        }
        return found;
    }

    BlobClient Blob(string key, string permission) => BlobNames.Fault(key) is { } fault
        ? throw new StoreException(StoreProblem.BadKey, permission, $"{Address}/{key}", fault)
        : container.GetBlobClient(key);

    StoreException? Failure(Exception e, string permission, string key, CancellationToken cancellation) =>
        AzureBlobErrors.IsFailure(e, cancellation) ? AzureBlobErrors.Translate(e, permission, $"{Address}/{key}") : null;

    async Task<T?> Guarded<T>(string permission, string key, Func<Task<T?>> request, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await request();
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
        catch (Exception e) when (Failure(e, permission, key, cancellation) is { } failure)
        {
            throw failure;
        }
    }

    // Listings give ETags without the quotes that headers have around them.
    static string Text(ETag etag) => etag.ToString("H");
}

using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>Writes a block blob in one request: https://learn.microsoft.com/rest/api/storageservices/put-blob.</summary>
internal sealed class PutBlob : IBlobOperation
{
    public string Name => "Put Blob";

    public string[] Parameters => [];

    public string[] Headers => ["if-match", "if-none-match", "x-ms-blob-type"];

    public bool Writes => true;

    public bool Fits(BlobRequest request) => request is { Method: "PUT", Name: not null } && request.Parameter("comp") is null;

    public async Task<HttpAnswer> ExecuteAsync(BlobCall call)
    {
        var request = call.Request;
        if (request.Header("x-ms-blob-type") is not "BlockBlob" and var type)
        {
            throw BlobRefusal.NotModelled($"x-ms-blob-type: {type}; it models BlockBlob");
        }
        Authorize(call);
        var described = await WriteAsync(call, request.Name!);
        return new HttpAnswer(StatusCodes.Status201Created)
            .With("ETag", BlobHeaders.Quoted(described))
            .With("Last-Modified", BlobHeaders.Time(described))
            .With("Content-MD5", described.Headers[BlobHeaders.Md5])
            .With("x-ms-request-server-encrypted", "true");
    }

    // Creating takes the action add or write, replacing takes write.
    private static void Authorize(BlobCall call)
    {
        using var existing = call.Files.Open(call.Request.Name!);
        if (existing is null || call.Request.Condition().Absent)
        {
            call.Demand(AzureRole.WriteBlob, AzureRole.AddBlob);
        }
        else
        {
            call.Demand(AzureRole.WriteBlob);
        }
    }

    private static async Task<StoredObject> WriteAsync(BlobCall call, string name)
    {
        var (condition, deletions) = (call.Request.Condition(), call.Files.DeletionsOf(name));
        using var upload = call.Files.Begin();
        await upload.CopyFromAsync(call.Request.Sent.Http.Body, call.Cancelled);
        var (time, generation) = call.Generations.Next();
        var headers = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add(BlobHeaders.Md5, Convert.ToBase64String(upload.Hash()))
            .Add(BlobHeaders.ContentType, call.Request.Sent.Http.ContentType ?? "application/octet-stream");
        var described = new StoredObject(name, upload.Size, string.Create(CultureInfo.InvariantCulture, $"0x{generation:X}"), time, headers, null);
        return await call.Files.CommitAsync(upload, described, condition, deletions, call.Cancelled) switch
        {
            WriteOutcome.Written => described,
            WriteOutcome.Exists => throw BlobRefusal.AlreadyExists(name),
            var outcome => throw BlobRefusal.ConditionNotMet($"If-Match {condition.IfMatch}, the blob is {outcome}"),
        };
    }
}

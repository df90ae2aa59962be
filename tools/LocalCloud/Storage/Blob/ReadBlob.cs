using System.Globalization;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>
/// Get Blob and Get Blob Properties, the same answer with and without the body: https://learn.microsoft.com/rest/api/storageservices/get-blob.
/// </summary>
internal sealed class ReadBlob : IBlobOperation
{
    public string Name => "Get Blob";

    public string[] Parameters => [];

    public string[] Headers => ["if-match", "if-none-match", "range", "x-ms-range"];

    public bool Fits(BlobRequest request) => request is { Method: "GET" or "HEAD", Name: not null } && request.Parameter("comp") is null;

    public Task<HttpAnswer> ExecuteAsync(BlobCall call)
    {
        call.Demand(AzureRole.ReadBlob);
        var opened = call.Files.Open(call.Request.Name!) ?? throw BlobRefusal.NoSuchBlob(call.Request.Name!);
        return Task.FromResult(opened.Answer(found => Answer(call.Request, found)));
    }

    private static HttpAnswer Answer(BlobRequest request, OpenObject opened)
    {
        var described = opened.Described;
        if (request.Header("If-Match") is { } wanted && !Matches(wanted, described))
        {
            throw BlobRefusal.ConditionNotMet($"If-Match {wanted}, the blob has {BlobHeaders.Quoted(described)}");
        }
        if (request.Header("If-None-Match") is { } unwanted && Matches(unwanted, described))
        {
            return new HttpAnswer(StatusCodes.Status304NotModified) { Source = opened }.With("x-ms-error-code", "ConditionNotMet");
        }
        // Of two ranges this one counts: https://learn.microsoft.com/rest/api/storageservices/specifying-the-range-header-for-blob-service-operations
        var range = ByteRange.Parse(request.Header("x-ms-range") ?? request.Header("Range"), described.Size);
        var (offset, count) = range ?? (0, described.Size);
        return new HttpAnswer(range is null ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent)
        {
            Length = count,
            Body = (body, cancelled) => opened.CopyToAsync(body.WriteAsync, offset, count, cancelled),
            Source = opened,
        }
            .With("ETag", BlobHeaders.Quoted(described))
            .With("Last-Modified", BlobHeaders.Time(described))
            .With("Accept-Ranges", "bytes")
            .With("Content-Type", described.Headers[BlobHeaders.ContentType])
            .With(range is null ? "Content-MD5" : "x-ms-blob-content-md5", described.Headers[BlobHeaders.Md5])
            .With("Content-Range", range is null ? null : string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + count - 1}/{described.Size}"))
            .With("x-ms-blob-type", "BlockBlob")
            .With("x-ms-server-encrypted", "true");
    }

    private static bool Matches(string header, StoredObject described) => header == "*" || header.Trim('"') == described.ETag;
}

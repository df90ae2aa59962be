using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity.Policies;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

internal sealed class CreateMultipartUpload : IS3Operation
{
    public string Name => nameof(CreateMultipartUpload);

    public S3Shape Shape { get; } = new("POST", true, "uploads")
    {
        Headers = ["x-amz-meta-", "x-amz-server-side-encryption", "x-amz-storage-class", "x-amz-checksum-algorithm", "x-amz-checksum-type"],
    };

    public Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        call.Demand("s3:PutObject", call.ObjectArn, Multipart.Context);
        var upload = MultipartUpload.Create(call.Bucket, call.Key, ObjectHeaders.Read(call.Request));
        return Task.FromResult(S3Xml.Answer(StatusCodes.Status200OK, S3Xml.Element(
            "InitiateMultipartUploadResult",
            S3Xml.Element("Bucket", call.Request.Bucket), S3Xml.Element("Key", call.Key), S3Xml.Element("UploadId", upload.Id))));
    }
}

internal sealed class UploadPart : IS3Operation
{
    public string Name => nameof(UploadPart);

    public S3Shape Shape { get; } = new("PUT", true, "partNumber", "uploadId");

    public async Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        call.Demand("s3:PutObject", call.ObjectArn, Multipart.Context);
        var (upload, _) = Multipart.Find(call);
        var number = Multipart.PartNumber(call.Request.Parameter("partNumber"));
        using var part = call.Bucket.Begin();
        var checksum = await call.Body.CopyToAsync(part.WriteAsync, call.Cancelled);
        var etag = Convert.ToHexStringLower(part.Hash());
        var described = new StoredObject(call.Key, part.Size, etag, call.Clock.GetUtcNow(), ImmutableSortedDictionary<string, string>.Empty, checksum);
        await upload.PutPartAsync(number, part, described, call.Cancelled);
        return HttpAnswer.Ok.With("ETag", ObjectHeaders.Quote(etag)).With(checksum?.Header ?? "ETag", checksum?.Value);
    }
}

internal sealed class AbortMultipartUpload : IS3Operation
{
    public string Name => nameof(AbortMultipartUpload);

    public S3Shape Shape { get; } = new("DELETE", true, "uploadId");

    public Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        call.Demand("s3:AbortMultipartUpload", call.ObjectArn);
        Multipart.Find(call).Upload.Remove();
        return Task.FromResult(HttpAnswer.NoContent);
    }
}

/// <summary>What the multipart operations share.</summary>
internal static class Multipart
{
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
    private const int MaxParts = 10_000;

    /// <summary>The condition keys of the calls that do not yet create the object.</summary>
    public static ImmutableDictionary<string, string> Context { get; } =
        AuthorizationRequest.NoContext.Add(ConditionKeys.S3CreationOperation, "false");

    public static (MultipartUpload Upload, MultipartNote Note) Find(S3Call call)
    {
        var id = call.Request.Parameter("uploadId") ?? "";
        return MultipartUpload.Find(call.Bucket, call.Key, id) ?? throw S3Exception.NoSuchUpload(id);
    }

    public static int PartNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxParts
            ? number
            : throw S3Exception.InvalidArgument($"the part number is '{text}'; expected 1 to {MaxParts}");
}

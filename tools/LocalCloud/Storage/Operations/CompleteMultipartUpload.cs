using System.Xml.Linq;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.LocalCloud.Storage.Payload;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Operations;

internal sealed class CompleteMultipartUpload : IS3Operation
{
    // Every part but the last: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
    private const long MinPartSize = 5 * 1024 * 1024;

    public string Name => nameof(CompleteMultipartUpload);

    public S3Shape Shape { get; } = new("POST", true, "uploadId") { Headers = ["if-match", "if-none-match", "x-amz-checksum-type"] };

    public async Task<HttpAnswer> ExecuteAsync(S3Call call)
    {
        // Here a checksum would be the object's, not the body's.
        if (ChecksumAlgorithm.Known.Any(known => call.Request.Header(known.Header) is not null))
        {
            throw S3Exception.NotImplemented("a checksum of the whole object at completion");
        }
        var condition = call.AuthorizeWrite();
        var listed = ReadParts(S3Xml.Parse(await call.Body.ReadDocumentAsync(call.Cancelled), "CompleteMultipartUpload"));
        var (upload, note) = Multipart.Find(call);
        var etag = await AssembleAsync(call, upload, note, listed, condition);
        upload.Remove();
        return S3Xml.Answer(StatusCodes.Status200OK, S3Xml.Element(
            "CompleteMultipartUploadResult",
            S3Xml.Element("Bucket", call.Request.Bucket), S3Xml.Element("Key", call.Key), S3Xml.Element("ETag", ObjectHeaders.Quote(etag))));
    }

    private static async Task<string> AssembleAsync(
        S3Call call, MultipartUpload upload, MultipartNote note, List<ListedPart> listed, WriteCondition condition)
    {
        var deletions = call.Bucket.DeletionsOf(call.Key);
        using var whole = call.Bucket.Begin();
        var hashes = new List<byte>();
        foreach (var part in listed)
        {
            using var opened = upload.OpenPart(part.Number) ?? throw InvalidPart(part);
            part.Require(opened.Described);
            if (part != listed[^1] && opened.Described.Size < MinPartSize)
            {
                throw new S3Exception(StatusCodes.Status400BadRequest, "EntityTooSmall", $"Part {part.Number} has {opened.Described.Size} bytes; all but the last need {MinPartSize}");
            }
            hashes.AddRange(Convert.FromHexString(opened.Described.ETag));
            await opened.CopyToAsync(whole.WriteAsync, 0, opened.Described.Size, call.Cancelled);
        }
        var etag = $"{Convert.ToHexStringLower(Md5.Hash([.. hashes]))}-{listed.Count}";
        await call.CommitAsync(whole, new(call.Key, whole.Size, etag, call.Clock.GetUtcNow(), note.Headers, null), condition, deletions);
        return etag;
    }

    private static List<ListedPart> ReadParts(XElement document)
    {
        var parts = document.Elements().Where(element => element.Name.LocalName == "Part").Select(ListedPart.Read).ToList();
        if (parts.Count == 0)
        {
            throw S3Exception.Malformed("CompleteMultipartUpload lists no parts");
        }
        return parts.Zip(parts.Skip(1)).All(pair => pair.First.Number < pair.Second.Number)
            ? parts
            : throw new S3Exception(StatusCodes.Status400BadRequest, "InvalidPartOrder", "The parts are not listed in ascending order");
    }

    private static S3Exception InvalidPart(ListedPart part) => new(
        StatusCodes.Status400BadRequest, "InvalidPart", $"Part {part.Number} with the ETag {part.ETag} was not uploaded");

    private sealed record ListedPart(int Number, string ETag, List<ObjectChecksum> Checksums)
    {
        public static ListedPart Read(XElement element) => new(
            Multipart.PartNumber(element.Child("PartNumber")),
            ObjectHeaders.Unquote(element.Child("ETag") ?? ""),
            [.. ChecksumAlgorithm.Known.Where(known => element.Child(known.Element) is not null).Select(known => new ObjectChecksum(known.Header, element.Child(known.Element)!))]);

        public void Require(StoredObject uploaded)
        {
            if (uploaded.ETag != ETag || Checksums.Any(checksum => checksum != uploaded.Checksum))
            {
                throw InvalidPart(this);
            }
        }
    }
}

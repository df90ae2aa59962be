using System.Collections.Immutable;
using CloudStacks.LocalCloud.Storage.Operations;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>The operations that exist here, and the check that a request asks for nothing else.</summary>
internal static class S3Operations
{
    private static readonly ImmutableArray<IS3Operation> All =
    [
        new GetObject(), new HeadObject(), new HeadBucket(), new PutObject(), new DeleteObject(), new DeleteObjects(), new ListObjectsV2(),
        new CreateMultipartUpload(), new UploadPart(), new CompleteMultipartUpload(), new AbortMultipartUpload(),
    ];

    // What every request may carry: signing, framing, checksums, and what SDKs say about themselves.
    private static readonly ImmutableArray<string> CommonHeaders =
    [
        "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-user-agent", "x-amz-api-version", "x-amz-decoded-content-length", "x-amz-trailer",
        "x-amz-sdk-checksum-algorithm", "x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-sha256",
    ];

    // Standard headers that would change the meaning of a request.
    private static readonly ImmutableArray<string> Conditional = ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range", "range"];

    /// <summary>The operation that a request asks for. Throws NotImplemented naming what is not modelled.</summary>
    public static IS3Operation Find(S3Request request)
    {
        var operation = All.Where(candidate => candidate.Shape.Fits(request)).MaxBy(candidate => candidate.Shape.Marks.Length)
            ?? throw S3Exception.NotImplemented($"{request.Method} {(request.Key.Length > 0 ? "on a key" : request.Bucket.Length > 0 ? "on a bucket" : "on the service")}");
        foreach (var (name, _) in request.Query)
        {
            if (name != "x-id" && !operation.Shape.Marks.Contains(name) && !operation.Shape.Parameters.Contains(name))
            {
                throw S3Exception.NotImplemented($"the parameter '{name}' of {operation.Name}");
            }
        }
        foreach (var header in request.Http.Headers.Keys.Select(header => header.ToLowerInvariant()))
        {
            if (IsMeaningful(header) && !CommonHeaders.Contains(header) && !operation.Shape.Headers.Any(known => Understands(known, header)))
            {
                throw S3Exception.NotImplemented($"the header '{header}' of {operation.Name}");
            }
        }
        return operation;
    }

    private static bool IsMeaningful(string header) => header.StartsWith("x-amz-", StringComparison.Ordinal) || Conditional.Contains(header);

    private static bool Understands(string known, string header) =>
        known.EndsWith('-') ? header.StartsWith(known, StringComparison.Ordinal) : header == known;
}

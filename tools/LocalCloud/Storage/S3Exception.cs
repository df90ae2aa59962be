using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>A refusal in S3's own words (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).</summary>
internal sealed class S3Exception(int status, string code, string message) : RequestRefusal(status, code, message)
{
    public static S3Exception NoSuchBucket(string bucket) =>
        new(StatusCodes.Status404NotFound, "NoSuchBucket", $"The specified bucket does not exist: {bucket}. Only buckets that the program declares exist");

    public static S3Exception NoSuchKey(string key) =>
        new(StatusCodes.Status404NotFound, "NoSuchKey", $"The specified key does not exist: {key}");

    public static S3Exception NoSuchUpload(string uploadId) =>
        new(StatusCodes.Status404NotFound, "NoSuchUpload", $"The multipart upload '{uploadId}' does not exist: it was completed, aborted or never begun");

    public static S3Exception PreconditionFailed(string condition) =>
        new(StatusCodes.Status412PreconditionFailed, "PreconditionFailed", $"At least one of the pre-conditions you specified did not hold: {condition}");

    public static S3Exception ConditionalRequestConflict() =>
        new(StatusCodes.Status409Conflict, "ConditionalRequestConflict", "A delete of this key completed while the conditional write was running: send it again");

    public static S3Exception InvalidArgument(string message) => new(StatusCodes.Status400BadRequest, "InvalidArgument", message);

    public static S3Exception Malformed(string message) => new(StatusCodes.Status400BadRequest, "MalformedXML", message);

    public static S3Exception BadDigest(string message) => new(StatusCodes.Status400BadRequest, "BadDigest", message);

    public static S3Exception IncompleteBody(string message) => new(StatusCodes.Status400BadRequest, "IncompleteBody", message);

    public static S3Exception SlowDown() =>
        new(StatusCodes.Status503ServiceUnavailable, "SlowDown", "Please reduce your request rate (an injected fault)");

    /// <summary>Something that S3 has and the local cloud does not.</summary>
    public static S3Exception NotImplemented(string what) =>
        new(StatusCodes.Status501NotImplemented, "NotImplemented", $"The local cloud does not model {what}");
}

using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>A refusal in Cloud Storage's own words (https://docs.cloud.google.com/storage/docs/json_api/v1/status-codes); its code is the reason.</summary>
internal sealed class GcsRefusal(int status, string reason, string message) : RequestRefusal(status, reason, message)
{
    public static GcsRefusal LoginRequired() => new(StatusCodes.Status401Unauthorized, "required", "Anonymous caller: the Authorization header is missing");

    public static GcsRefusal InvalidToken() => new(StatusCodes.Status401Unauthorized, "authError", "Invalid Credentials: the token is not one of this session, or it has expired");

    public static GcsRefusal Forbidden(string message) => new(StatusCodes.Status403Forbidden, "forbidden", message);

    public static GcsRefusal NoSuchBucket(string bucket) =>
        new(StatusCodes.Status404NotFound, "notFound", $"The specified bucket does not exist. ({bucket}; only buckets that the program declares exist)");

    public static GcsRefusal NoSuchObject(string bucket, string name) => new(StatusCodes.Status404NotFound, "notFound", $"No such object: {bucket}/{name}");

    public static GcsRefusal ConditionNotMet(string condition) =>
        new(StatusCodes.Status412PreconditionFailed, "conditionNotMet", $"At least one of the pre-conditions you specified did not hold. ({condition})");

    public static GcsRefusal Invalid(string message) => new(StatusCodes.Status400BadRequest, "invalid", message);

    public static GcsRefusal Busy() => new(StatusCodes.Status503ServiceUnavailable, "backendError", "Backend Error (an injected fault)");

    /// <summary>Something that Cloud Storage has and the local cloud does not.</summary>
    public static GcsRefusal NotModelled(string what) => new(StatusCodes.Status501NotImplemented, "notImplemented", $"The local cloud does not model {what}");
}

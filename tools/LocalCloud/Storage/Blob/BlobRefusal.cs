using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>A refusal in Blob Storage's own words (https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes).</summary>
internal sealed class BlobRefusal(int status, string code, string message) : RequestRefusal(status, code, message)
{
    public static BlobRefusal NoToken() =>
        new(StatusCodes.Status401Unauthorized, "NoAuthenticationInformation", "Server failed to authenticate the request: the Authorization header is missing");

    public static BlobRefusal InvalidToken() =>
        new(StatusCodes.Status401Unauthorized, "InvalidAuthenticationInfo", "Server failed to authenticate the request: expected a bearer token of this session that has not expired");

    public static BlobRefusal PermissionMismatch(string reason) =>
        new(StatusCodes.Status403Forbidden, "AuthorizationPermissionMismatch", $"This request is not authorized to perform this operation using this permission: {reason}");

    public static BlobRefusal NoSuchContainer(string account, string container) =>
        new(StatusCodes.Status404NotFound, "ContainerNotFound", $"The specified container does not exist: {container} in {account}. Only containers that the program declares exist");

    public static BlobRefusal NoSuchBlob(string name) => new(StatusCodes.Status404NotFound, "BlobNotFound", $"The specified blob does not exist: {name}");

    public static BlobRefusal AlreadyExists(string name) => new(StatusCodes.Status409Conflict, "BlobAlreadyExists", $"The specified blob already exists: {name}");

    public static BlobRefusal ConditionNotMet(string condition) =>
        new(StatusCodes.Status412PreconditionFailed, "ConditionNotMet", $"The condition specified using HTTP conditional header(s) is not met: {condition}");

    public static BlobRefusal InvalidName(string message) => new(StatusCodes.Status400BadRequest, "InvalidResourceName", message);

    public static BlobRefusal InvalidInput(string message) => new(StatusCodes.Status400BadRequest, "InvalidInput", message);

    public static BlobRefusal OutOfRange(string parameter, string value) =>
        new(StatusCodes.Status400BadRequest, "OutOfRangeQueryParameterValue", $"One of the query parameters specified in the request URI is outside the permissible range: {parameter}={value}; expected a whole number from 1");

    public static BlobRefusal Busy() => new(StatusCodes.Status503ServiceUnavailable, "ServerBusy", "The server is currently unable to receive requests (an injected fault)");

    /// <summary>Something that Blob Storage has and the local cloud does not.</summary>
    public static BlobRefusal NotModelled(string what) => new(StatusCodes.Status501NotImplemented, "NotImplemented", $"The local cloud does not model {what}");
}

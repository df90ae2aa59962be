using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Http;

/// <summary>A request that an endpoint refuses, with the HTTP status and the error code of the service that it stands for.</summary>
internal class RequestRefusal(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static RequestRefusal AccessDenied(string message) => new(StatusCodes.Status403Forbidden, "AccessDenied", message);

    public static RequestRefusal InvalidUri(string message) => new(StatusCodes.Status400BadRequest, "InvalidURI", message);
}

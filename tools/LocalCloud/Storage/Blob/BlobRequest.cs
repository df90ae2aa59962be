using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Blob;

/// <summary>A request to Blob Storage at an IP address, where the account stands first in the path: https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api.</summary>
/// <param name="Sent">The request as it was sent.</param>
/// <param name="Account">The account.</param>
/// <param name="Container">The container.</param>
/// <param name="Name">The blob's name; null for the container.</param>
internal sealed record BlobRequest(SignedRequest Sent, string Account, string Container, string? Name)
{
    private const int LongestName = 1024;

    public string Method => Sent.Method;

    public string? Parameter(string name) => Sent.Parameter(name);

    public string? Header(string name) => Sent.Header(name);

    /// <summary>Reads the target.</summary>
    public static BlobRequest Parse(HttpContext http)
    {
        var sent = SignedRequest.Parse(http);
        return sent.Path.Split('/', 4) switch
        {
            [_, { Length: > 0 } account, { Length: > 0 } container] => new(sent, account, container, null),
            [_, { Length: > 0 } account, { Length: > 0 } container, { Length: > 0 } name] => new(sent, account, container, Checked(name)),
            _ => throw BlobRefusal.NotModelled($"{sent.Method} {sent.Path}; it models blobs at /ACCOUNT/CONTAINER/BLOB and their list at /ACCOUNT/CONTAINER"),
        };
    }

    /// <summary>The condition that must hold at a write.</summary>
    public WriteCondition Condition() => (Header("If-None-Match"), Header("If-Match")) switch
    {
        (null, null) => WriteCondition.None,
        ("*", null) => new(true, null),
        (null, { } match) => new(false, match.Trim('"')),
        var (none, match) => throw BlobRefusal.NotModelled($"a write with If-None-Match: {none} and If-Match: {match}; it models * or one ETag"),
    };

    private static string Checked(string name) => name.Length > LongestName || name.Any(char.IsControl)
        ? throw BlobRefusal.InvalidName($"The specified resource name contains invalid characters or is too long: a blob's name has 1 to {LongestName} characters, none of them control characters")
        : name;
}

using System.Text;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>A request in S3's terms, path style: <c>/bucket/key?query</c>.</summary>
internal sealed record S3Request : SignedRequest
{
    private const int MaxKeyBytes = 1024;

    private S3Request(SignedRequest request) : base(request) =>
        (Bucket, Key) = Path[1..].Split('/', 2) is [var first, var rest] ? (first, rest) : (Path[1..], "");

    /// <summary>The bucket; empty for the service itself.</summary>
    public string Bucket { get; }

    /// <summary>The key; empty for the bucket itself.</summary>
    public string Key { get; }

    /// <inheritdoc cref="SignedRequest.Parse"/>
    public static new S3Request Parse(HttpContext http)
    {
        var request = new S3Request(SignedRequest.Parse(http));
        return Encoding.UTF8.GetByteCount(request.Key) > MaxKeyBytes
            ? throw new S3Exception(StatusCodes.Status400BadRequest, "KeyTooLongError", $"The key is longer than {MaxKeyBytes} bytes")
            : request;
    }
}

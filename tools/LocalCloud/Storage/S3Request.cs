using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudStacks.LocalCloud.Storage;

/// <summary>A request in S3's terms, path style: <c>/bucket/key?query</c>.</summary>
/// <param name="Http">The request itself.</param>
/// <param name="Path">The decoded path.</param>
/// <param name="Query">The decoded query in its order.</param>
/// <param name="Bucket">The bucket; empty for the service itself.</param>
/// <param name="Key">The key; empty for the bucket itself.</param>
internal sealed record S3Request(HttpRequest Http, string Path, ImmutableArray<KeyValuePair<string, string>> Query, string Bucket, string Key)
{
    private const int MaxKeyBytes = 1024;

    public string Method => Http.Method;

    /// <summary>A query parameter, or null.</summary>
    public string? Parameter(string name)
    {
        foreach (var (key, value) in Query)
        {
            if (key == name)
            {
                return value;
            }
        }
        return null;
    }

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => Http.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>Reads the target as it was sent: the server's own path has its dot segments removed, and <c>..</c> is a legal part of a key.</summary>
    public static S3Request Parse(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var (rawPath, rawQuery) = target.Split('?', 2) is [var left, var right] ? (left, right) : (target, "");
        if (!rawPath.StartsWith('/'))
        {
            throw S3Exception.InvalidUri($"'{rawPath}' does not start with a slash");
        }
        var path = PercentEncoding.Decode(rawPath);
        var (bucket, key) = path[1..].Split('/', 2) is [var first, var rest] ? (first, rest) : (path[1..], "");
        return Encoding.UTF8.GetByteCount(key) > MaxKeyBytes
            ? throw new S3Exception(StatusCodes.Status400BadRequest, "KeyTooLongError", $"The key is longer than {MaxKeyBytes} bytes")
            : new(http.Request, path, ParseQuery(rawQuery), bucket, key);
    }

    private static ImmutableArray<KeyValuePair<string, string>> ParseQuery(string query) =>
    [
        .. query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(PercentEncoding.Decode(pair[0]), pair.Length == 2 ? PercentEncoding.Decode(pair[1]) : "")),
    ];
}

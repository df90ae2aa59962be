using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudStacks.LocalCloud.Http;

/// <summary>A request as it was sent, which is what its signature covers.</summary>
/// <param name="Http">The request itself.</param>
/// <param name="Path">The decoded path.</param>
/// <param name="Query">The decoded query in its order.</param>
internal record SignedRequest(HttpRequest Http, string Path, ImmutableArray<KeyValuePair<string, string>> Query)
{
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
    public static SignedRequest Parse(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var (path, query) = target.Split('?', 2) is [var left, var right] ? (left, right) : (target, "");
        return path.StartsWith('/')
            ? new(http.Request, PercentEncoding.Decode(path), ParseQuery(query))
            : throw RequestRefusal.InvalidUri($"'{path}' does not start with a slash");
    }

    private static ImmutableArray<KeyValuePair<string, string>> ParseQuery(string query) =>
    [
        .. query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(PercentEncoding.Decode(pair[0]), pair.Length == 2 ? PercentEncoding.Decode(pair[1]) : "")),
    ];
}

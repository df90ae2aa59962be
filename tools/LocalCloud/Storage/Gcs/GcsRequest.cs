using System.Globalization;
using System.Text;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>A request to the JSON API: https://docs.cloud.google.com/storage/docs/json_api.</summary>
/// <param name="Sent">The request as it was sent.</param>
/// <param name="Upload">Whether it came by the address for uploads.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Name">The object's name; null for the bucket's list of objects.</param>
internal sealed record GcsRequest(SignedRequest Sent, bool Upload, string Bucket, string? Name)
{
    // https://docs.cloud.google.com/storage/docs/objects#naming
    private const int LongestName = 1024;

    private const string Service = "/storage/v1/b/";

    public string Method => Sent.Method;

    /// <summary>Whether the object's bytes are asked for, and not what is known about it.</summary>
    public bool Media => Parameter("alt") == "media";

    public string? Parameter(string name) => Sent.Parameter(name);

    /// <summary>A parameter that is a generation or another whole number, or null.</summary>
    public long? Number(string name) => Parameter(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw GcsRefusal.Invalid($"Invalid value '{text}' for {name}: expected a whole number from 0");

    /// <summary>Reads the target; slashes in an object's name are escaped, so that it is one segment.</summary>
    public static GcsRequest Parse(HttpContext http)
    {
        var sent = SignedRequest.Parse(http);
        var raw = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?')[0];
        var (prefix, upload) = raw.StartsWith("/upload" + Service, StringComparison.Ordinal) ? ("/upload" + Service, true)
            : raw.StartsWith("/download" + Service, StringComparison.Ordinal) ? ("/download" + Service, false)
            : (Service, false);
        return raw.StartsWith(prefix, StringComparison.Ordinal) && raw[prefix.Length..].Split('/') is [var bucket, "o", .. var rest] && rest.Length <= 1
            ? new(sent, upload, PercentEncoding.Decode(bucket), rest is [var name] ? Checked(PercentEncoding.Decode(name)) : null)
            : throw GcsRefusal.NotModelled($"{sent.Method} {raw}; it models objects below {Service}BUCKET/o");
    }

    /// <summary>An object's name that Cloud Storage allows. Throws the refusal of another.</summary>
    public static string Checked(string name) =>
        name is "" or "." or ".." || Encoding.UTF8.GetByteCount(name) > LongestName || name.AsSpan().ContainsAny('\r', '\n')
            ? throw GcsRefusal.Invalid($"Invalid object name: expected 1 to {LongestName} bytes without line ends, and neither . nor ..")
            : name;
}

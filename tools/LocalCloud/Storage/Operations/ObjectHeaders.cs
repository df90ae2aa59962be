using System.Collections.Immutable;
using System.Globalization;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Storage.Operations;

/// <summary>The headers that a writer stores with an object, and those that tell a reader about it.</summary>
internal static class ObjectHeaders
{
    /// <summary>What writers of objects may send.</summary>
    public static string[] OnWrite { get; } =
        ["x-amz-meta-", "x-amz-server-side-encryption", "x-amz-storage-class", "if-match", "if-none-match"];

    private static readonly ImmutableArray<string> Stored =
        ["Content-Type", "Content-Disposition", "Content-Language", "Cache-Control", "Expires"];

    /// <summary>What a write stores. Throws where it asks for an encryption or a storage class that is not modelled.</summary>
    public static ImmutableSortedDictionary<string, string> Read(S3Request request)
    {
        RequireOnly(request, "x-amz-server-side-encryption", "AES256");
        RequireOnly(request, "x-amz-storage-class", "STANDARD");
        var headers = Stored.Concat(request.Http.Headers.Keys.Where(name => name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)).Select(name => name.ToLowerInvariant()))
            .Select(name => (name, value: request.Header(name)))
            .Append(("Content-Encoding", value: ContentEncoding(request)))
            .Where(header => !string.IsNullOrEmpty(header.value))
            .ToImmutableSortedDictionary(header => header.Item1, header => header.value!, StringComparer.Ordinal);
        return headers.ContainsKey("Content-Type") ? headers : headers.Add("Content-Type", "binary/octet-stream");
    }

    /// <summary>Tells a reader about an object.</summary>
    public static HttpAnswer Describe(this HttpAnswer answer, StoredObject described)
    {
        foreach (var (name, value) in described.Headers)
        {
            answer.With(name, value);
        }
        return answer
            .With("ETag", Quote(described.ETag))
            .With("Last-Modified", described.LastModified.ToString("R", CultureInfo.InvariantCulture))
            .With("Accept-Ranges", "bytes")
            .With("x-amz-server-side-encryption", "AES256");
    }

    public static HttpAnswer WithChecksum(this HttpAnswer answer, ObjectChecksum? checksum) =>
        checksum is null ? answer : answer.With(checksum.Header, checksum.Value).With("x-amz-checksum-type", "FULL_OBJECT");

    public static string Quote(string etag) => $"\"{etag}\"";

    public static string Unquote(string etag) => etag.Trim().Trim('"');

    // aws-chunked is how the body travels, not what the object is encoded as.
    private static string? ContentEncoding(S3Request request) => request.Header("Content-Encoding") is { } header
        ? string.Join(',', header.Split(',', StringSplitOptions.TrimEntries).Where(coding => coding != "aws-chunked"))
        : null;

    private static void RequireOnly(S3Request request, string name, string only)
    {
        if (request.Header(name) is { } value && value != only)
        {
            throw S3Exception.NotImplemented($"{name} '{value}'; expected {only}");
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using CloudStacks.LocalCloud.Http;

namespace CloudStacks.LocalCloud.Identity.Signing;

/// <summary>The canonical form of a request that SigV4 signs (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).</summary>
internal static class CanonicalRequest
{
    public static string HashOf(SignedRequest request, IEnumerable<string> signedHeaders, string payload)
    {
        var headers = string.Concat(signedHeaders.Select(name => $"{name}:{ValueOf(request, name)}\n"));
        // S3 encodes the path once and normalises nothing in it; the services that encode it twice have no path but the slash here.
        var text = string.Join('\n', request.Method, PercentEncoding.Encode(request.Path, keepSlashes: true), QueryOf(request), headers, string.Join(';', signedHeaders), payload);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string QueryOf(SignedRequest request) => string.Join('&', request.Query
        .Select(pair => (Name: PercentEncoding.Encode(pair.Key, keepSlashes: false), Value: PercentEncoding.Encode(pair.Value, keepSlashes: false)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string ValueOf(SignedRequest request, string name) =>
        string.Join(',', request.Http.Headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))));
}

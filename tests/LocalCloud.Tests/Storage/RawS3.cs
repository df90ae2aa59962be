using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CloudStacks.LocalCloud.Identity;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>Sends requests exactly as written, signed by hand: what the official client would normalise or refuse to send.</summary>
internal sealed class RawS3(Uri endpoint, SessionCredentials credentials) : IDisposable
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpClient _http = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) });

    /// <summary>
    /// Sends one request. The target is path and query, percent-encoded canonically with the query sorted; the payload is the value of
    /// x-amz-content-sha256, by default the body's hash; the last argument changes the request behind the signature's back.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string target, byte[]? body = null, Dictionary<string, string>? headers = null, string? payload = null,
        DateTimeOffset? at = null, Action<HttpRequestMessage>? afterSigning = null)
    {
        var request = new HttpRequestMessage(method, new Uri(endpoint.AbsoluteUri.TrimEnd('/') + target, in AsWritten)) { Content = body is null ? null : new ByteArrayContent(body) };
        var time = (at ?? TimeProvider.System.GetUtcNow()).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        payload ??= Hex(SHA256.HashData(body ?? []));
        var signed = new SortedDictionary<string, string>(headers ?? [], StringComparer.Ordinal)
        {
            ["host"] = endpoint.Authority,
            ["x-amz-content-sha256"] = payload,
            ["x-amz-date"] = time,
            ["x-amz-security-token"] = credentials.Token,
        };
        foreach (var (name, value) in signed.Where(header => header.Key != "host"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        Seed = Sign(method.Method, target, signed, payload, time);
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={credentials.AccessKeyId}/{Scope(time)}, SignedHeaders={string.Join(';', signed.Keys)}, Signature={Seed}");
        afterSigning?.Invoke(request);
        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The signature of the last request.</summary>
    public string Seed { get; private set; } = "";

    public static string Path(string bucket, string key) => $"/{bucket}/{Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal)}";

    public string SignLines(string time, params string[] lines)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + credentials.SecretAccessKey);
        foreach (var part in Scope(time).Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    public static string Scope(string time) => $"{time[..8]}/{LocalStorage.Region}/s3/aws4_request";

    public void Dispose() => _http.Dispose();

    private string Sign(string method, string target, SortedDictionary<string, string> headers, string payload, string time)
    {
        var (path, query) = target.Split('?', 2) is [var left, var right] ? (left, right) : (target, "");
        var canonical = $"{method}\n{path}\n{query}\n{string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"))}\n{string.Join(';', headers.Keys)}\n{payload}";
        return SignLines(time, "AWS4-HMAC-SHA256", time, Scope(time), Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
    }
}

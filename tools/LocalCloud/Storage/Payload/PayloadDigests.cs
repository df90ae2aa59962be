using System.Globalization;
using System.Security.Cryptography;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.LocalCloud.Storage.Signing;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Payload;

/// <summary>Everything a client may say about its body, computed from the body and compared: length, Content-MD5, SHA-256, checksum.</summary>
internal sealed class PayloadDigests : IDisposable
{
    private readonly S3Request _request;
    private readonly PayloadKind _payload;
    private readonly IncrementalHash? _sha256;
    private readonly IncrementalHash? _md5;
    private readonly ChecksumAlgorithm? _algorithm;
    private readonly IRunningChecksum? _checksum;
    private long _length;

    private PayloadDigests(S3Request request, PayloadKind payload, ChecksumAlgorithm? algorithm)
    {
        (_request, _payload, _algorithm) = (request, payload, algorithm);
        _sha256 = payload.Sha256 is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _md5 = request.Header("Content-MD5") is null ? null : Md5.CreateIncremental();
        _checksum = algorithm?.Start();
    }

    public static PayloadDigests For(S3Request request, PayloadKind payload)
    {
        var names = request.Http.Headers.Keys.Where(name => name.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase))
            .Concat(request.Header("x-amz-trailer")?.Split(',', StringSplitOptions.TrimEntries) ?? [])
            .Where(name => !IsSetting(name))
            .ToList();
        return names switch
        {
            [] => new(request, payload, null),
            [var name] => new(request, payload, ChecksumAlgorithm.Find(name) ?? throw S3Exception.NotImplemented($"the checksum '{name}'")),
            _ => throw S3Exception.InvalidArgument($"expected one checksum, found {string.Join(" and ", names)}"),
        };
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        _sha256?.AppendData(bytes);
        _md5?.AppendData(bytes);
        _checksum?.Append(bytes);
    }

    public ObjectChecksum? Verify(IReadOnlyDictionary<string, string> trailers)
    {
        if (_request.Header("x-amz-decoded-content-length") is { } said && said != _length.ToString(CultureInfo.InvariantCulture))
        {
            throw S3Exception.IncompleteBody($"the body has {_length} bytes; x-amz-decoded-content-length says {said}");
        }
        if (_sha256 is not null && Convert.ToHexStringLower(_sha256.GetCurrentHash()) != _payload.Sha256)
        {
            throw new S3Exception(StatusCodes.Status400BadRequest, "XAmzContentSHA256Mismatch", "x-amz-content-sha256 is not the SHA-256 of the body");
        }
        if (_md5 is not null && Convert.ToBase64String(_md5.GetCurrentHash()) != _request.Header("Content-MD5"))
        {
            throw S3Exception.BadDigest("The Content-MD5 you specified did not match what was received");
        }
        return _algorithm is null ? null : VerifyChecksum(_algorithm, _checksum!, trailers);
    }

    public void Dispose()
    {
        _sha256?.Dispose();
        _md5?.Dispose();
        _checksum?.Dispose();
    }

    private ObjectChecksum VerifyChecksum(ChecksumAlgorithm algorithm, IRunningChecksum checksum, IReadOnlyDictionary<string, string> trailers)
    {
        var said = _request.Header(algorithm.Header) ?? trailers.GetValueOrDefault(algorithm.Header)
            ?? throw S3Exception.IncompleteBody($"the trailer {algorithm.Header} is missing");
        var value = Convert.ToBase64String(checksum.Value());
        return value == said
            ? new(algorithm.Header, value)
            : throw S3Exception.BadDigest($"The {algorithm.Header} you specified did not match the calculated checksum");
    }

    // These tell how, not what.
    private static bool IsSetting(string header) =>
        header.ToLowerInvariant() is "x-amz-checksum-algorithm" or "x-amz-checksum-type" or "x-amz-checksum-mode";
}

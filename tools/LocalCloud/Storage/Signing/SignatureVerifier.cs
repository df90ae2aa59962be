using System.Globalization;
using CloudStacks.LocalCloud.Identity;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Storage.Signing;

/// <summary>Who signed a request, and what its body must agree with.</summary>
internal sealed record VerifiedSignature(Principal Principal, PayloadKind Payload, SigningKey Key, string Seed);

/// <summary>Verifies SigV4 header authentication against the credentials that this session has issued.</summary>
internal sealed class SignatureVerifier(CredentialVault vault, string region, TimeProvider clock)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    // S3 takes clocks that differ by up to 15 minutes.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    public VerifiedSignature Verify(S3Request request)
    {
        var header = AuthorizationHeader.Parse(request.Header("Authorization")
            ?? throw S3Exception.AccessDenied("AccessDenied: the request is not signed; storage is private"));
        var credentials = vault.Find(header.AccessKeyId)
            ?? throw Forbidden("InvalidAccessKeyId", $"The access key id {header.AccessKeyId} was not issued by this session");
        RequireToken(request, credentials);
        var timestamp = RequireTime(request, header.Scope);
        RequireScope(header.Scope);
        RequireSignedHeaders(request, header);
        var payload = request.Header(PayloadKind.Header) ?? throw S3Exception.InvalidArgument($"the header {PayloadKind.Header} is missing");
        var key = SigningKey.Derive(credentials.SecretAccessKey, timestamp, header.Scope);
        var expected = key.Sign(AuthorizationHeader.Algorithm, CanonicalRequest.HashOf(request, header.SignedHeaders, payload));
        return SigningKey.AreEqual(expected, header.Signature)
            ? new(credentials.Principal, PayloadKind.Parse(payload), key, expected)
            : throw Forbidden("SignatureDoesNotMatch", "The signature that came with the request is not the one that its content has with this secret key");
    }

    private static void RequireToken(S3Request request, SessionCredentials credentials)
    {
        if (request.Header("x-amz-security-token") is not { } token || !SigningKey.AreEqual(credentials.Token, token))
        {
            throw new S3Exception(StatusCodes.Status400BadRequest, "InvalidToken", "The security token does not belong to the access key id");
        }
    }

    private string RequireTime(S3Request request, CredentialScope scope)
    {
        var text = request.Header("x-amz-date") ?? "";
        if (!DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw S3Exception.AccessDenied($"AccessDenied: x-amz-date is '{text}'; expected a time such as 20260102T030405Z");
        }
        if ((time - clock.GetUtcNow()).Duration() > MaxSkew)
        {
            throw Forbidden("RequestTimeTooSkewed", $"The request was signed at {text}, more than 15 minutes from now");
        }
        return scope.Date == text[..8] ? text : throw AuthorizationHeader.Malformed($"the scope's date is {scope.Date}; x-amz-date is {text}");
    }

    private void RequireScope(CredentialScope scope)
    {
        if (scope.Service != "s3" || scope.Region != region)
        {
            throw AuthorizationHeader.Malformed($"the request is signed for {scope.Service} in '{scope.Region}'; expected s3 in '{region}' (set AWS_REGION)");
        }
    }

    private static void RequireSignedHeaders(S3Request request, AuthorizationHeader header)
    {
        var missing = request.Http.Headers.Keys.Select(name => name.ToLowerInvariant())
            .FirstOrDefault(name => (name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)) && !header.SignedHeaders.Contains(name));
        if (missing is not null)
        {
            throw S3Exception.AccessDenied($"AccessDenied: the header {missing} is not signed");
        }
    }

    private static S3Exception Forbidden(string code, string message) => new(StatusCodes.Status403Forbidden, code, message);
}

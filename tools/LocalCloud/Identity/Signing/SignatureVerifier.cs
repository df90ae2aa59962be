using System.Globalization;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Identity.Signing;

/// <summary>Who signed a request, and what the signatures of its parts build on.</summary>
internal sealed record VerifiedSignature(Principal Principal, SigningKey Key, string Seed);

/// <summary>Verifies SigV4 header authentication of requests to one service against the credentials that this session has issued.</summary>
internal sealed class SignatureVerifier(CredentialVault vault, string service, string region, TimeProvider clock)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    // AWS takes clocks that differ by up to 15 minutes.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    /// <param name="request">The request.</param>
    /// <param name="payload">What its signature says about the body: the SHA-256 in hex, or what S3 has in its place.</param>
    public VerifiedSignature Verify(SignedRequest request, string payload)
    {
        var header = AuthorizationHeader.Parse(request.Header("Authorization")
            ?? throw RequestRefusal.AccessDenied("AccessDenied: the request is not signed; nothing here is public"));
        var credentials = vault.Find(header.AccessKeyId)
            ?? throw Forbidden("InvalidAccessKeyId", $"The access key id {header.AccessKeyId} was not issued by this session");
        RequireToken(request, credentials);
        var timestamp = RequireTime(request, header.Scope);
        RequireScope(header.Scope);
        RequireSignedHeaders(request, header);
        var key = SigningKey.Derive(credentials.SecretAccessKey, timestamp, header.Scope);
        var expected = key.Sign(AuthorizationHeader.Algorithm, CanonicalRequest.HashOf(request, header.SignedHeaders, payload));
        return SigningKey.AreEqual(expected, header.Signature)
            ? new(credentials.Principal, key, expected)
            : throw Forbidden("SignatureDoesNotMatch", "The signature that came with the request is not the one that its content has with this secret key");
    }

    private static void RequireToken(SignedRequest request, SessionCredentials credentials)
    {
        if (request.Header("x-amz-security-token") is not { } token || !SigningKey.AreEqual(credentials.Token, token))
        {
            throw new RequestRefusal(StatusCodes.Status400BadRequest, "InvalidToken", "The security token does not belong to the access key id");
        }
    }

    private string RequireTime(SignedRequest request, CredentialScope scope)
    {
        var text = request.Header("x-amz-date") ?? "";
        if (!DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw RequestRefusal.AccessDenied($"AccessDenied: x-amz-date is '{text}'; expected a time such as 20260102T030405Z");
        }
        if ((time - clock.GetUtcNow()).Duration() > MaxSkew)
        {
            throw Forbidden("RequestTimeTooSkewed", $"The request was signed at {text}, more than 15 minutes from now");
        }
        return scope.Date == text[..8] ? text : throw AuthorizationHeader.Malformed($"the scope's date is {scope.Date}; x-amz-date is {text}");
    }

    private void RequireScope(CredentialScope scope)
    {
        if (scope.Service != service || scope.Region != region)
        {
            throw AuthorizationHeader.Malformed($"the request is signed for {scope.Service} in '{scope.Region}'; expected {service} in '{region}' (set AWS_REGION)");
        }
    }

    private static void RequireSignedHeaders(SignedRequest request, AuthorizationHeader header)
    {
        var missing = request.Http.Headers.Keys.Select(name => name.ToLowerInvariant())
            .FirstOrDefault(name => (name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)) && !header.SignedHeaders.Contains(name));
        if (missing is not null)
        {
            throw RequestRefusal.AccessDenied($"AccessDenied: the header {missing} is not signed");
        }
    }

    private static RequestRefusal Forbidden(string code, string message) => new(StatusCodes.Status403Forbidden, code, message);
}

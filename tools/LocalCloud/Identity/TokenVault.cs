using System.Collections.Concurrent;
using System.Security.Cryptography;
using CloudStacks.LocalCloud.Http;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>The bearer tokens that this session has issued, in memory only.</summary>
/// <param name="clock">Tells when a token has expired.</param>
/// <param name="prefix">What tokens begin with.</param>
public sealed class TokenVault(TimeProvider clock, string prefix = "ya29.local.")
{
    private const string Scheme = "Bearer ";

    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new();

    /// <summary>A new token of a principal; Google's live an hour (https://docs.cloud.google.com/docs/authentication/token-types).</summary>
    public AccessToken Issue(Principal principal)
    {
        var token = new AccessToken(principal, prefix + RandomNumberGenerator.GetHexString(64, lowercase: true), clock.GetUtcNow() + TimeSpan.FromHours(1));
        _tokens[token.Text] = token;
        return token;
    }

    /// <summary>Who a request comes from, by the token that its Authorization header carries.</summary>
    /// <param name="authorization">The header, or null.</param>
    /// <param name="missing">What is thrown where there is none.</param>
    /// <param name="invalid">What is thrown where it carries no valid token.</param>
    internal Principal Authenticate(string? authorization, Func<RequestRefusal> missing, Func<RequestRefusal> invalid) =>
        authorization is null ? throw missing()
        : authorization.StartsWith(Scheme, StringComparison.Ordinal) && Find(authorization[Scheme.Length..]) is { } principal ? principal
        : throw invalid();

    /// <summary>Whose a token is; null where this session has not issued it or it has expired.</summary>
    public Principal? Find(string text) => _tokens.TryGetValue(text, out var token) && token.ExpiresAt > clock.GetUtcNow() ? token.Principal : null;
}

/// <summary>An access token.</summary>
public sealed record AccessToken(Principal Principal, string Text, DateTimeOffset ExpiresAt)
{
    /// <summary>Keeps the secret out of whatever prints the record.</summary>
    public override string ToString() => $"a token of {Principal.Id}";
}

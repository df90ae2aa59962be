using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>The credentials that this session has issued, one set per principal, in memory only.</summary>
public sealed class CredentialVault
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly ConcurrentDictionary<Principal, Lazy<SessionCredentials>> _byPrincipal = new();
    private readonly ConcurrentDictionary<string, SessionCredentials> _byKey = new();

    /// <summary>The principal's credentials, issued at the first call.</summary>
    public SessionCredentials Issue(Principal principal) => _byPrincipal.GetOrAdd(principal, who => new(() => Create(who))).Value;

    /// <summary>The credentials of an access key id, or null where this session has not issued it.</summary>
    public SessionCredentials? Find(string accessKeyId) => _byKey.GetValueOrDefault(accessKeyId);

    private SessionCredentials Create(Principal principal)
    {
        // ASIA is the prefix of temporary access keys.
        var issued = new SessionCredentials(
            principal,
            "ASIA" + RandomNumberGenerator.GetString(KeyAlphabet, 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
        _byKey[issued.AccessKeyId] = issued;
        return issued;
    }
}

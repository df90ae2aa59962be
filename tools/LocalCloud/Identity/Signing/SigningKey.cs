using System.Security.Cryptography;
using System.Text;

namespace CloudStacks.LocalCloud.Identity.Signing;

/// <summary>The key of one day, region and service, and what it signs.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _key;

    private SigningKey(byte[] key, string timestamp, string scope) => (_key, Timestamp, Scope) = (key, timestamp, scope);

    public string Timestamp { get; }

    public string Scope { get; }

    public static SigningKey Derive(string secret, string timestamp, CredentialScope scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, CredentialScope.Terminator])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }
        return new(key, timestamp, scope.ToString());
    }

    /// <summary>Signs the lines that follow algorithm, time and scope.</summary>
    public string Sign(string algorithm, params ReadOnlySpan<string> lines)
    {
        var text = string.Join('\n', [algorithm, Timestamp, Scope, .. lines]);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
    }

    public static bool AreEqual(string expected, string presented) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(presented));
}

/// <summary>What a signature is valid for.</summary>
internal sealed record CredentialScope(string Date, string Region, string Service)
{
    public const string Terminator = "aws4_request";

    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}

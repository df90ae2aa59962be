using System.Collections.Immutable;
using CloudStacks.LocalCloud.Http;
using Microsoft.AspNetCore.Http;

namespace CloudStacks.LocalCloud.Identity.Signing;

/// <summary>The parts of a SigV4 Authorization header.</summary>
internal sealed record AuthorizationHeader(string AccessKeyId, CredentialScope Scope, ImmutableArray<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public static AuthorizationHeader Parse(string header)
    {
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw Malformed($"the authorization starts with '{header.Split(' ')[0]}'; expected {Algorithm}");
        }
        var parts = header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0])
            .ToDictionary(group => group.Key, group => group.First()[1]);
        string Part(string name) => parts.GetValueOrDefault(name) ?? throw Malformed($"the authorization lacks {name}");
        return Part("Credential").Split('/') is [var id, var date, var region, var service, CredentialScope.Terminator]
            ? new(id, new(date, region, service), [.. Part("SignedHeaders").Split(';')], Part("Signature"))
            : throw Malformed("the Credential is not KEY/DATE/REGION/SERVICE/aws4_request");
    }

    public static RequestRefusal Malformed(string message) =>
        new(StatusCodes.Status400BadRequest, "AuthorizationHeaderMalformed", message);
}

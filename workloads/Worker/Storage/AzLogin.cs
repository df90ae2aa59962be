using System.Text.Json;
using Azure.Core;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;

namespace CloudStacks.Worker.Storage;

/// <summary>The login of the person at the keyboard, through the official CLI, which runbooks need anyway.</summary>
/// <param name="program">The program.</param>
sealed class AzLogin(string program)
{
    /// <summary>The login of <c>az</c> on the search path; null where it is not installed.</summary>
    public static AzLogin? Find() => ProgramPath.Find("az") is { } found ? new(found) : null;

    /// <summary>Gets a token. Throws <see cref="UnauthorizedAccessException"/> where nobody is logged in.</summary>
    public async Task<AccessToken> FetchAsync(string resource, CancellationToken cancellation)
    {
        try
        {
            var printed = await Cli.Wrap(program).WithArguments(["account", "get-access-token", "--resource", resource, "--output", "json"]).ExecuteBufferedAsync(cancellation);
            // expires_on is there since 2.54.0 (2023-11); expiresOn beside it is a local time: https://learn.microsoft.com/cli/azure/account#az-account-get-access-token
            return JsonSerializer.Deserialize(printed.StandardOutput, AzureJson.Default.AzToken) is { AccessToken.Length: > 0, ExpiresOn: > 0 } token
                ? new(token.AccessToken, DateTimeOffset.FromUnixTimeSeconds(token.ExpiresOn))
                : throw new UnauthorizedAccessException("az prints no token with accessToken and expires_on; expected version 2.54.0 or later");
        }
        catch (Exception failure) when (failure is CliWrapException or JsonException)
        {
            throw new UnauthorizedAccessException($"az gives no token; log in with `az login`: {failure.Message}", failure);
        }
    }
}

using System.Text.Json.Serialization;

namespace CloudStacks.Worker.Storage;

/// <summary>The answers that hold tokens of Azure.</summary>
[JsonSerializable(typeof(ManagedIdentityToken))]
[JsonSerializable(typeof(AzToken))]
sealed partial class AzureJson : JsonSerializerContext;

/// <summary>What identity endpoints answer: https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference.</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="ExpiresOn">Seconds since 1970, as text.</param>
sealed record ManagedIdentityToken(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_on")] string ExpiresOn);

/// <summary>What the <c>az</c> command prints: https://learn.microsoft.com/cli/azure/account#az-account-get-access-token.</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="ExpiresOn">Seconds since 1970; since version 2.54.0 of 2023-11.</param>
sealed record AzToken(
    [property: JsonPropertyName("accessToken")] string? AccessToken,
    [property: JsonPropertyName("expires_on")] long ExpiresOn);

using Azure.Core;

namespace CloudStacks.Worker.Storage;

/// <summary>The bearer tokens of an identity. The client keeps a token until shortly before it expires.</summary>
/// <param name="fetch">Gets a token for a resource, such as <c>https://storage.azure.com</c>.</param>
public sealed class AzureCredential(Func<string, CancellationToken, Task<AccessToken>> fetch) : TokenCredential
{
    /// <summary>
    /// The login of this process: the managed identity of the service that runs it, as its variables tell; else the login of the <c>az</c> command,
    /// where a person works; else the managed identity of the virtual machine. Keys are never used.
    /// </summary>
    public static AzureCredential OfProcess() =>
        new(ManagedIdentity.From(Environment.GetEnvironmentVariable) is { } service ? service.FetchAsync
            : AzLogin.Find() is { } login ? login.FetchAsync
            : ManagedIdentity.OfMachine(Environment.GetEnvironmentVariable("AZURE_CLIENT_ID")).FetchAsync);

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        await fetch(ResourceOf(requestContext), cancellationToken);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the worker asks for tokens asynchronously only");

    static string ResourceOf(TokenRequestContext context) => context.Scopes.Single().Replace("/.default", "", StringComparison.Ordinal).TrimEnd('/');
}

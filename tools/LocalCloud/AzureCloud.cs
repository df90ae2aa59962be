using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Http;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Azure;
using CloudStacks.LocalCloud.Services.Azure;
using CloudStacks.LocalCloud.Storage.Blob;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud;

/// <summary>What every Azure service of a session builds on: managed identities with their roles, and Blob Storage over https.</summary>
public sealed class AzureCloud : ICloud
{
    private readonly LoopbackCertificate _certificate;
    private readonly string _certificateFile;
    private readonly AzureCredential _person;

    private AzureCloud(ServiceContext context, LoopbackCertificate certificate, AzureRbac rbac, TokenVault tokens, BlobEndpoint storage, IdentityEndpoints identities)
    {
        (_certificate, _certificateFile, Rbac, Storage, Identities) = (certificate, Path.Combine(context.DataRoot, "azure-certificate.pem"), rbac, storage, identities);
        _person = new((_, _) =>
        {
            var token = tokens.Issue(rbac.Operator);
            return Task.FromResult(new Azure.Core.AccessToken(token.Text, token.ExpiresAt));
        });
        File.WriteAllText(_certificateFile, certificate.Pem);
    }

    /// <summary>Decides what managed identities may do.</summary>
    public AzureRbac Rbac { get; }

    /// <summary>The stack's containers.</summary>
    public BlobEndpoint Storage { get; }

    /// <summary>Hands tokens to tasks.</summary>
    public IdentityEndpoints Identities { get; }

    /// <inheritdoc/>
    public ICommandHandler StorageCommands => new AzStorageCommands(Open);

    /// <summary>Starts the endpoints on loopback ports.</summary>
    public static async Task<AzureCloud> StartAsync(ServiceContext context, CancellationToken cancellationToken = default)
    {
        var (rbac, tokens) = (new AzureRbac(context.State), new TokenVault(context.Clock, "eyJ.local."));
        Directory.CreateDirectory(context.DataRoot);
        var certificate = LoopbackCertificate.Create(TimeProvider.System);
        BlobEndpoint? storage = null;
        try
        {
            storage = await BlobEndpoint.StartAsync(new(context.State, context.DataRoot, rbac, tokens, certificate, context.Faults, context.Clock), cancellationToken);
            return new(context, certificate, rbac, tokens, storage, await IdentityEndpoints.StartAsync(rbac.Identities, tokens, cancellationToken));
        }
        catch
        {
            await (storage?.DisposeAsync() ?? ValueTask.CompletedTask);
            certificate.Dispose();
            throw;
        }
    }

    /// <summary>Opens <c>az://account/container</c> as the person at the keyboard. Throws <see cref="EngineException"/> where the address has another form.</summary>
    public IObjectStore OpenStore(string address) => address.Split("://", 2) is ["az", var store] && store.Split('/') is [{ Length: > 0 } account, { Length: > 0 } container]
        ? Open(account, container)
        : throw new EngineException($"store '{address}': expected az://account/container");

    /// <summary>The variables by which a task finds an account, and trusts what it finds; those of its identity come from <see cref="Identities"/>.</summary>
    internal Dictionary<string, string> EnvironmentFor(string account) => new(StringComparer.Ordinal)
    {
        [AzureBlobClients.Endpoint] = Storage.UrlOf(account).AbsoluteUri,
        // It takes the place of the machine's own list, so that the task trusts nobody else.
        ["SSL_CERT_FILE"] = _certificateFile,
    };

    public async ValueTask DisposeAsync()
    {
        await Identities.DisposeAsync();
        await Storage.DisposeAsync();
        _certificate.Dispose();
    }

    private AzureBlobStore Open(string account, string container) => new(AzureBlobClients.Open(Storage.UrlOf(account), container, _person, _certificate.AsTrusted()));
}

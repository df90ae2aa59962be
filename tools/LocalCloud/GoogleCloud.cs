using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Identity.Google;
using CloudStacks.LocalCloud.Models.Gcp;
using CloudStacks.LocalCloud.Services.Google;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.LocalCloud.Storage.Gcs;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud;

/// <summary>What every Google service of a session builds on: service accounts with their grants, Cloud Storage, and the project.</summary>
public sealed class GoogleCloud : ICloud
{
    private readonly StackState _state;
    private readonly GcsClient _person;

    private GoogleCloud(ServiceContext context, GoogleIam iam, TokenVault tokens, GcsEndpoint storage, MetadataServers metadata)
    {
        (_state, Iam, Storage, Metadata) = (context.State, iam, storage, metadata);
        _person = new(storage.Url, new(_ => Task.FromResult(Login(tokens, iam, context.Clock)), context.Clock), context.Clock);
    }

    /// <summary>The project that the stack was deployed to.</summary>
    public GoogleProject Project => GcpNames.ProjectOf(_state);

    /// <summary>Decides what service accounts may do.</summary>
    public GoogleIam Iam { get; }

    /// <summary>The stack's buckets.</summary>
    public GcsEndpoint Storage { get; }

    /// <summary>Hands tokens to tasks.</summary>
    public MetadataServers Metadata { get; }

    /// <inheritdoc/>
    public ICommandHandler StorageCommands => new GcloudCommandSet(Project.Id, GcloudStorageCommands.All(_state, OpenBucket));

    /// <summary>Starts the endpoints on loopback ports.</summary>
    public static async Task<GoogleCloud> StartAsync(ServiceContext context, CancellationToken cancellationToken = default)
    {
        var (iam, tokens) = (new GoogleIam(context.State), new TokenVault(context.Clock));
        var storage = await GcsEndpoint.StartAsync(
            new(context.State, new ObjectFiles(context.DataRoot, GcpNames.StorageFolder), iam, tokens, context.Faults, context.Clock), cancellationToken);
        try
        {
            var accounts = context.State.OfType(GcpNames.ServiceAccount).Select(account => new Principal(PrincipalKind.ServiceAccount, account.Text("email")!));
            var project = GcpNames.ProjectOf(context.State);
            return new(context, iam, tokens, storage, await MetadataServers.StartAsync(accounts.Concat(WorkloadIdentity.In(context.State, project)), project, tokens, context.Clock, cancellationToken));
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens <c>gs://bucket</c> as the person at the keyboard. Throws <see cref="EngineException"/> where the address has another form.</summary>
    public IObjectStore OpenStore(string address) => address.Split("://", 2) is ["gs", var bucket]
        ? OpenBucket(bucket)
        : throw new EngineException($"store '{address}': expected gs://bucket");

    /// <summary>The variables by which a task finds Cloud Storage and its identity's tokens.</summary>
    /// <param name="identity">A service account's e-mail address, or a workload's principal identifier.</param>
    /// <exception cref="IdentityException">The stack has no such identity.</exception>
    internal Dictionary<string, string> EnvironmentFor(string identity) => new(StringComparer.Ordinal)
    {
        ["STORAGE_EMULATOR_HOST"] = Storage.Url.AbsoluteUri.TrimEnd('/'),
        ["GCE_METADATA_HOST"] = Metadata.HostOf(identity) ?? throw new IdentityException($"the service account {identity} does not exist in this stack"),
    };

    public async ValueTask DisposeAsync()
    {
        _person.Dispose();
        await Metadata.DisposeAsync();
        await Storage.DisposeAsync();
    }

    private GcsStore OpenBucket(string bucket) => new(_person, bucket);

    private static GoogleToken Login(TokenVault tokens, GoogleIam iam, TimeProvider clock)
    {
        var issued = tokens.Issue(iam.Operator);
        return new(issued.Text, issued.ExpiresAt - clock.GetUtcNow());
    }
}

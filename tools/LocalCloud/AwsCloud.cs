using Amazon.Runtime;
using Amazon.S3;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Storage;
using CloudStacks.LocalCloud.Storage.Commands;
using CloudStacks.LocalCloud.Storage.Files;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud;

/// <summary>What every AWS service of a session builds on: identities with their permissions, S3, and the region.</summary>
public sealed class AwsCloud : ICloud
{
    private readonly AmazonS3Client _person;

    private AwsCloud(IamAuthorizer authorizer, CredentialVault vault, S3Endpoint storage, CredentialsEndpoint credentials, string region)
    {
        (Authorizer, Vault, Storage, Credentials, Region) = (authorizer, vault, storage, credentials, region);
        _person = OpenS3(authorizer.Operator);
    }

    /// <summary>Decides what roles may do and who may take them on.</summary>
    public IamAuthorizer Authorizer { get; }

    /// <summary>The credentials that this session has issued.</summary>
    public CredentialVault Vault { get; }

    /// <summary>The stack's buckets.</summary>
    public S3Endpoint Storage { get; }

    /// <summary>Hands role credentials to containers.</summary>
    public CredentialsEndpoint Credentials { get; }

    /// <summary>The region that the stack was deployed to.</summary>
    public string Region { get; }

    /// <summary>The endpoints that services add for their tasks, by the variable from which SDKs take them, such as <c>AWS_ENDPOINT_URL_SQS</c>.</summary>
    internal Dictionary<string, Uri> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers <c>aws s3</c> and <c>aws s3api</c> as the person at the keyboard.</summary>
    public ICommandHandler StorageCommands => new AwsS3Commands(Storage.Url, Vault.Issue(Authorizer.Operator), Region);

    /// <summary>Starts the endpoints on loopback ports.</summary>
    public static async Task<AwsCloud> StartAsync(ServiceContext context, CancellationToken cancellationToken = default)
    {
        var region = RegionOf(context.State);
        var authorizer = new IamAuthorizer(context.State);
        var vault = new CredentialVault();
        var storage = await S3Endpoint.StartAsync(new(context.State, new ObjectFiles(context.DataRoot), authorizer, vault, region, context.Faults, context.Clock), cancellationToken);
        try
        {
            return new(authorizer, vault, storage, await CredentialsEndpoint.StartAsync(new(authorizer, vault, storage.Url, region, context.Clock), cancellationToken), region);
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens <c>s3://bucket</c> as the person at the keyboard. Throws <see cref="EngineException"/> where the address has another form.</summary>
    public IObjectStore OpenStore(string address) => address.Split("://", 2) is ["s3", var bucket]
        ? new S3Store(_person, bucket)
        : throw new EngineException($"store '{address}': expected s3://bucket");

    /// <summary>An S3 client for one identity; whoever opens it disposes it.</summary>
    public AmazonS3Client OpenS3(Principal who)
    {
        var issued = Vault.Issue(who);
        return new(new SessionAWSCredentials(issued.AccessKeyId, issued.SecretAccessKey, issued.Token), S3Store.Configure(new AmazonS3Config
        {
            ServiceURL = Storage.Url.AbsoluteUri,
            AuthenticationRegion = Region,
            ForcePathStyle = true,
        }));
    }

    public async ValueTask DisposeAsync()
    {
        _person.Dispose();
        await Credentials.DisposeAsync();
        await Storage.DisposeAsync();
    }

    // Endpoints, signatures and services of one stack must agree on the region; ARNs carry the one that the program was deployed to.
    private static string RegionOf(StackState state) =>
        state.Resources.Select(resource => resource.Text("arn")?.Split(':')).FirstOrDefault(parts => parts is [_, _, _, { Length: > 0 }, ..])?[3] ?? "us-east-1";
}

using Amazon.Runtime;
using Amazon.S3;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Faults;
using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Storage;
using CloudStacks.LocalCloud.Storage.Files;

namespace CloudStacks.LocalCloud.Tests.Storage;

/// <summary>A running S3 endpoint over a folder of its own, with a role <c>worker</c> that may do everything unless told otherwise.</summary>
internal sealed class LocalStorage : IAsyncDisposable
{
    public const string Region = "eu-central-1";
    public const string Bucket = StateBuilder.Bucket;

    private readonly DirectoryInfo _folder;

    private LocalStorage(DirectoryInfo folder, S3Endpoint endpoint, CredentialsEndpoint credentials, IamAuthorizer authorizer, CredentialVault vault) =>
        (_folder, Endpoint, Credentials, Authorizer, Vault) = (folder, endpoint, credentials, authorizer, vault);

    public S3Endpoint Endpoint { get; }

    public CredentialsEndpoint Credentials { get; }

    public IamAuthorizer Authorizer { get; }

    public CredentialVault Vault { get; }

    public string DataRoot => _folder.FullName;

    public SessionCredentials Worker => Vault.Issue(new(PrincipalKind.Role, StateBuilder.RoleArn("worker")));

    public static StateBuilder DefaultState() => new StateBuilder().AddBucket()
        .AddRole("worker", """{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }""");

    public static async Task<LocalStorage> StartAsync(StackState? state = null, string faults = "", string? dataRoot = null, TimeProvider? clock = null)
    {
        var folder = dataRoot is null ? Directory.CreateTempSubdirectory("storage-test-") : new DirectoryInfo(dataRoot);
        var (deployed, vault, time) = (state ?? DefaultState().Build(), new CredentialVault(), clock ?? TimeProvider.System);
        var authorizer = new IamAuthorizer(deployed);
        var endpoint = await S3Endpoint.StartAsync(new(deployed, new ObjectFiles(folder.FullName), authorizer, vault, Region, FaultPlan.Parse(faults), time));
        var credentials = await CredentialsEndpoint.StartAsync(new(authorizer, vault, endpoint.Url, Region, time));
        return new(folder, endpoint, credentials, authorizer, vault);
    }

    /// <summary>The official client, signed in as the worker or as somebody else.</summary>
    public AmazonS3Client Client(SessionCredentials? credentials = null)
    {
        var who = credentials ?? Worker;
        return new(new SessionAWSCredentials(who.AccessKeyId, who.SecretAccessKey, who.Token), new AmazonS3Config
        {
            ServiceURL = Endpoint.Url.AbsoluteUri,
            AuthenticationRegion = Region,
            ForcePathStyle = true,
        });
    }

    /// <summary>Stops the endpoints and leaves the folder, as the death of the process does.</summary>
    public async Task<string> StopAsync()
    {
        await Credentials.DisposeAsync();
        await Endpoint.DisposeAsync();
        return DataRoot;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }
}

using System.Security.Cryptography;
using Pulumi;
using Pulumi.Gcp.ArtifactRegistry;
using Pulumi.Gcp.CloudFunctionsV2.Inputs;
using Pulumi.Gcp.Projects;
using Pulumi.Gcp.Storage;

namespace CloudStacks.Shared.Gcp;

/// <summary>
/// The worker's source and what builds it: a bucket, a repository for the images and an account. All three are the stack's own, because those that the
/// service makes by itself stay when the function goes (https://docs.cloud.google.com/functions/docs/building).
/// </summary>
public sealed class GcpFunctionSource : ComponentResource
{
    private const int LongestId = 63;

    private readonly Output<string> _repository;
    private readonly Output<string> _account;
    private readonly BucketObject _source;

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="settings">Where a user gave one, the package to deploy instead.</param>
    /// <param name="place">Project and region.</param>
    /// <param name="labels">The labels of the trial.</param>
    /// <param name="apis">The APIs to wait for.</param>
    /// <param name="options">The component's options.</param>
    public GcpFunctionSource(string name, StackSettings settings, GcpPlace place, Dictionary<string, string> labels, GcpServices apis, ComponentResourceOptions? options = null)
        : base("cloudstacks:gcp:FunctionSource", name, options)
    {
        var child = new CustomResourceOptions { Parent = this, DependsOn = apis };

        // The object's name says its content: under one name a new package would change no input of the function, and nothing would be built.
        var bucket = new Bucket($"{name}-bucket", GcpBuckets.Private(place, labels), child);
        var package = WorkerArtifact.Find(WorkerArtifact.CloudFunction, settings);
        _source = new BucketObject($"{name}-object", new BucketObjectArgs
        {
            Bucket = bucket.Name,
            Name = $"worker-{Hash(package)}.zip",
            Source = new FileAsset(package),
        }, child);

        // Without a repository of one's own images pile up in gcf-artifacts.
        var repository = new Repository($"{name}-repository", new RepositoryArgs
        {
            Project = place.Project,
            Location = place.Region,
            RepositoryId = GcpNames.Unique(name, LongestId),
            Format = "DOCKER",
            Mode = "STANDARD_REPOSITORY",
            Labels = labels,
        }, child);

        // What the build may do, and no more: read the source, write its log, push the image.
        var account = new GcpServiceAccount($"{name}-builder", place, bucket.Name, ["roles/storage.objectViewer"], labels, apis, new ComponentResourceOptions { Parent = this });
        var member = Output.Format($"serviceAccount:{account.Email}");
        var log = new IAMMember($"{name}-log", new IAMMemberArgs { Project = place.Project, Role = "roles/logging.logWriter", Member = member }, child);
        var push = new RepositoryIamMember($"{name}-push", new RepositoryIamMemberArgs
        {
            Project = place.Project,
            Location = place.Region,
            Repository = repository.Name,
            Role = "roles/artifactregistry.writer",
            Member = member,
        }, child);

        _repository = repository.Id;
        _account = Output.Tuple(account.Email, log.Id, push.Id).Apply(parts => $"projects/{place.Project}/serviceAccounts/{parts.Item1}");
        RegisterOutputs();
    }

    /// <summary>How the function is built. The runtime decides by itself what of .NET it needs; the entry point is any name, which a plain ASP.NET Core program does not read.</summary>
    public FunctionBuildConfigArgs Build => new()
    {
        Runtime = "dotnet10",
        EntryPoint = WorkerArtifact.CloudFunctionName,
        DockerRepository = _repository,
        ServiceAccount = _account,
        Source = new FunctionBuildConfigSourceArgs
        {
            StorageSource = new FunctionBuildConfigSourceStorageSourceArgs { Bucket = _source.Bucket, Object = _source.Name },
        },
    };

    private static string Hash(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content))[..16];
    }
}

using Pulumi;
using Pulumi.DockerBuild;
using Pulumi.DockerBuild.Inputs;
using Pulumi.Gcp.ArtifactRegistry;
using Pulumi.Gcp.ArtifactRegistry.Inputs;
using Pulumi.Gcp.Organizations;

namespace CloudStacks.Shared.Gcp;

/// <summary>A private repository of Artifact Registry and the worker's image in it, built and pushed during <c>up</c>. It goes with its images.</summary>
public sealed class GcpWorkerImage : ComponentResource
{
    private const int LongestId = 63;

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="settings">Where a user gave one, the image to run instead.</param>
    /// <param name="place">Project and region.</param>
    /// <param name="labels">The labels of the trial.</param>
    /// <param name="apis">The APIs to wait for.</param>
    /// <param name="options">The component's options.</param>
    /// <param name="dockerfile">What the image is built from, relative to a program's folder.</param>
    public GcpWorkerImage(
        string name, StackSettings settings, GcpPlace place, InputMap<string> labels, GcpServices apis, ComponentResourceOptions? options = null, string dockerfile = Shared.WorkerImage.Dockerfile)
        : base("cloudstacks:gcp:WorkerImage", name, options)
    {
        var repository = new Pulumi.Gcp.ArtifactRegistry.Repository($"{name}-repository", new RepositoryArgs
        {
            Project = place.Project,
            Location = place.Region,
            RepositoryId = GcpNames.Unique(name, LongestId),
            Format = "DOCKER",
            Mode = "STANDARD_REPOSITORY",
            Labels = labels,
            CleanupPolicies = KeepNewest(),
        }, new CustomResourceOptions { Parent = this, DependsOn = apis });

        Repository = repository.Name;
        Reference = settings.Image is { } image ? Output.Create(image) : Build(name, place, repository, dockerfile).Ref;
        RegisterOutputs();
    }

    /// <summary>The repository's name.</summary>
    public Output<string> Repository { get; }

    /// <summary>The image by digest, so that compute waits for the push and a new image is a new template.</summary>
    public Output<string> Reference { get; }

    // A trial needs the image it runs; what a later build replaced may go. What a KEEP policy names survives every DELETE policy.
    private static InputList<RepositoryCleanupPolicyArgs> KeepNewest() =>
    [
        new RepositoryCleanupPolicyArgs { Id = "keep-newest", Action = "KEEP", MostRecentVersions = new RepositoryCleanupPolicyMostRecentVersionsArgs { KeepCount = 3 } },
        new RepositoryCleanupPolicyArgs { Id = "delete-older", Action = "DELETE", Condition = new RepositoryCleanupPolicyConditionArgs { TagState = "ANY", OlderThan = "86400s" } },
    ];

    private Image Build(string name, GcpPlace place, Pulumi.Gcp.ArtifactRegistry.Repository repository, string dockerfile) => new($"{name}-image", new ImageArgs
    {
        Context = new BuildContextArgs { Location = Shared.WorkerImage.Context },
        Dockerfile = new DockerfileArgs { Location = dockerfile },
        Platforms = { Platform.Linux_amd64 },
        Tags = { Output.Format($"{repository.RegistryUri}/worker:latest") },
        Registries =
        {
            new RegistryArgs
            {
                Address = $"{place.Region}-docker.pkg.dev",
                // https://docs.cloud.google.com/artifact-registry/docs/docker/authentication#token
                Username = "oauth2accesstoken",
                Password = Output.CreateSecret(GetClientConfig.Invoke().Apply(client => client.AccessToken)),
            },
        },
        BuildOnPreview = false,
        Push = true,
    }, new CustomResourceOptions { Parent = this });
}

using Pulumi;
using Pulumi.Aws.Ecr;
using Pulumi.DockerBuild;
using Pulumi.DockerBuild.Inputs;

namespace CloudStacks.Shared.Aws;

/// <summary>A private registry repository and the worker's image in it, built and pushed during <c>up</c>.</summary>
public sealed class AwsWorkerImage : ComponentResource
{
    // A trial needs the image it runs; what a later build replaced may go.
    private const string KeepNewest = """
        {"rules":[{"rulePriority":1,"description":"Keep the newest images","selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":3},"action":{"type":"expire"}}]}
        """;

    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="settings">The platform to build for and, where a user gave one, the image to run instead.</param>
    /// <param name="tags">The tags of the trial.</param>
    /// <param name="options">The component's options.</param>
    public AwsWorkerImage(string name, StackSettings settings, InputMap<string> tags, ComponentResourceOptions? options = null)
        : base("cloudstacks:aws:WorkerImage", name, options)
    {
        var child = new CustomResourceOptions { Parent = this };

        // Without ForceDelete destroying ends in RepositoryNotEmptyException.
        var repository = new Repository($"{name}-repository", new RepositoryArgs { ForceDelete = true, Tags = tags }, child);
        _ = new LifecyclePolicy($"{name}-lifecycle", new LifecyclePolicyArgs { Repository = repository.Name, Policy = KeepNewest.Trim() }, child);

        RepositoryArn = repository.Arn;
        RepositoryName = repository.Name;
        Reference = settings.Image is { } image ? Output.Create(image) : Build(name, settings, repository, child).Ref;
        RegisterOutputs();
    }

    /// <summary>The repository's ARN.</summary>
    public Output<string> RepositoryArn { get; }

    /// <summary>The repository's name.</summary>
    public Output<string> RepositoryName { get; }

    /// <summary>The image by digest, so that compute waits for the push and a new image is a new definition.</summary>
    public Output<string> Reference { get; }

    private static Image Build(string name, StackSettings settings, Repository repository, CustomResourceOptions child)
    {
        var login = GetAuthorizationToken.Invoke(new GetAuthorizationTokenInvokeArgs { RegistryId = repository.RegistryId });
        return new Image($"{name}-image", new ImageArgs
        {
            Context = new BuildContextArgs { Location = Shared.WorkerImage.Context },
            Dockerfile = new DockerfileArgs { Location = Shared.WorkerImage.Dockerfile },
            Platforms = { settings.Platform == "linux/arm64" ? Platform.Linux_arm64 : Platform.Linux_amd64 },
            Tags = { Output.Format($"{repository.RepositoryUrl}:worker") },
            Registries =
            {
                new RegistryArgs
                {
                    Address = repository.RepositoryUrl,
                    Username = login.Apply(token => token.UserName),
                    Password = Output.CreateSecret(login.Apply(token => token.Password)),
                },
            },
            BuildOnPreview = false,
            Push = true,
        }, child);
    }
}

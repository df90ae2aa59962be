using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;
using CloudStacks.LocalCloud.Models.DockerBuild;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>The container registry (https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/ecr).</summary>
internal static class EcrModels
{
    public static IEnumerable<IResourceModel> All =>
    [
        new RepositoryModel(),
        OfRepository("lifecyclePolicy:LifecyclePolicy", new() { Fixed = ["policy"] }),
        OfRepository("repositoryPolicy:RepositoryPolicy", new() { Mutable = ["policy"] }),
    ];

    private static AwsModel OfRepository(string type, PolicyInputs inputs) => new("aws:ecr/" + type)
    {
        Id = "{repository}",
        Fixed = ["repository", .. inputs.Fixed],
        Mutable = inputs.Mutable,
        Documents = ["policy"],
        Computed = [("registryId", "{account}")],
        References = [new("repository", RepositoryModel.Token, "RepositoryNotFoundException")],
    };

    private sealed record PolicyInputs
    {
        public string[] Fixed { get; init; } = [];
        public string[] Mutable { get; init; } = [];
    }
}

/// <summary>A repository.</summary>
internal sealed partial class RepositoryModel : AwsModel
{
    public const string Token = "aws:ecr/repository:Repository";

    public RepositoryModel() : base(Token)
    {
        NameInput = "name";
        Fixed = ["encryptionConfigurations"];
        Mutable = ["forceDelete", "imageScanningConfiguration", "imageTagMutability", "tags"];
        Computed =
        [
            ("arn", "arn:{partition}:ecr:{region}:{account}:repository/{name}"),
            ("registryId", "{account}"),
            ("repositoryUrl", "{account}.dkr.ecr.{region}.amazonaws.com/{name}"),
        ];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if ((string?)inputs["name"] is { } name && !NamePattern().IsMatch(name))
            yield return $"repository name '{name}'; expected 2 to 256 lower-case letters, digits and separators";
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        var images = ImageRepository.Of(change.Resource)!;
        if ((bool?)change.Resource.Inputs["forceDelete"] != true && images.HasImages(change.DataRoot))
            throw new ProviderException($"RepositoryNotEmptyException: the repository '{change.Resource.Id}' still holds images. Set ForceDelete = true and run up, or delete them.");
        images.DeleteImages(change.DataRoot);
    }

    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
    [GeneratedRegex(@"\A(?=.{2,256}\z)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*\z")]
    private static partial Regex NamePattern();
}

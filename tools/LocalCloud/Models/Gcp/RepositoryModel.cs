using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>An Artifact Registry repository for images, which go with it.</summary>
internal sealed partial class RepositoryModel : GcpModel
{
    public RepositoryModel() : base(GcpNames.Repository)
    {
        Api = "artifactregistry.googleapis.com";
        Located = true;
        NameInput = "repositoryId";
        Fixed = ["format", "mode"];
        Mutable = ["cleanupPolicies", "cleanupPolicyDryRun", "description", "labels"];
        Id = "projects/{project}/locations/{location}/repositories/{repositoryId}";
        Computed = [("name", "{repositoryId}"), ("registryUri", "{location}-docker.pkg.dev/{project}/{repositoryId}")];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if ((string?)inputs["format"] != "DOCKER")
            yield return $"input 'format' is '{inputs["format"]}'; the local cloud models DOCKER";
        if ((string?)inputs["mode"] is not (null or "STANDARD_REPOSITORY"))
            yield return $"input 'mode' is '{inputs["mode"]}'; the local cloud models STANDARD_REPOSITORY";
        if ((string?)inputs["repositoryId"] is not { } id || !RepositoryId().IsMatch(id))
            yield return $"input 'repositoryId' is '{inputs["repositoryId"]}'; expected at most 63 lower-case letters, digits and hyphens, with a letter first";
    }

    public override async Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(change, cancellationToken);
        DockerBuild.ImageRepository.Of(change.Resource)!.DeleteImages(change.DataRoot);
    }

    // https://docs.cloud.google.com/artifact-registry/docs/repositories/create-repos
    [GeneratedRegex(@"\A[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex RepositoryId();
}

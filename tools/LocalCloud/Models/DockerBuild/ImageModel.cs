using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.DockerBuild;

/// <summary>
/// An image that is built and pushed (https://www.pulumi.com/registry/packages/docker-build/api-docs/image/). Nothing is built
/// here: its digest follows from what would be, so that changed sources are a new image and a build's own output is not.
/// </summary>
internal sealed class ImageModel : IResourceModel
{
    private static readonly FrozenSet<string> Honoured =
        ["buildArgs", "buildOnPreview", "context", "dockerfile", "labels", "network", "platforms", "push", "registries", "tags", "target"];

    public string Type => "docker-build:index:Image";

    public IReadOnlySet<string> ReplaceOn { get; } = FrozenSet<string>.Empty;

    public IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var (name, _) in inputs.Where(input => !Honoured.Contains(input.Key)))
            yield return $"the local cloud does not model input '{name}'; it honours {string.Join(", ", Honoured.Order(StringComparer.Ordinal))}";
        var platforms = (inputs["platforms"] as JsonArray ?? []).Select(platform => (string?)platform).ToArray();
        if (platforms is not ["linux/amd64" or "linux/arm64"])
            yield return $"input 'platforms' is '{string.Join(", ", platforms)}'; the local cloud runs one of linux/amd64, linux/arm64";
        if (inputs["tags"] is not JsonArray { Count: > 0 })
            yield return "input 'tags' is empty; an image that is pushed needs one";
        if ((bool?)inputs["push"] != true)
            yield return "input 'push' is not true; an image that is not pushed cannot be run by a service";
        var context = new BuildContext(identity.ProgramFolder, inputs);
        if (context.Problem is { } problem)
            yield return problem;
    }

    public (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var hash = new BuildContext(identity.ProgramFolder, inputs).Hash();
        var digest = "sha256:" + hash;
        return (PhysicalName.Hex(identity, 20), new JsonObject
        {
            ["digest"] = digest,
            ["contextHash"] = hash,
            ["ref"] = $"{inputs["tags"]![0]}@{digest}",
        });
    }

    public Task CreateAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        foreach (var tag in Tags(change.Resource))
            Push(change, tag);
        return Task.CompletedTask;
    }

    public async Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken) => await CreateAsync(change, cancellationToken);

    public Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        foreach (var tag in Tags(change.Resource))
        {
            if (ImageRepository.Holding(change.Deployed, tag) is { } repository)
                File.Delete(ImageFile(change, repository));
        }
        return Task.CompletedTask;
    }

    private static void Push(ResourceChange change, string tag)
    {
        var repository = ImageRepository.Holding(change.Deployed, tag)
            ?? throw new ProviderException($"name unknown: no repository of this stack has the address of '{tag}'. Tag the image with a repository's address.");
        var registries = (change.Resource.Inputs["registries"] as JsonArray ?? []).OfType<JsonObject>();
        if (!registries.Any(registry => LogsIn(registry, tag)))
            throw new ProviderException($"no basic auth credentials for '{tag}'. Give Registries an entry with the repository's address, user name and password.");
        var file = ImageFile(change, repository);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, tag);
    }

    private static bool LogsIn(JsonObject registry, string tag) =>
        ((string?)registry["address"])?.Split('/')[0] == tag.Split('/')[0] && registry["username"] is not null && registry["password"] is not null;

    private static IEnumerable<string> Tags(DeployedResource image) => (image.Inputs["tags"] as JsonArray ?? []).Select(tag => (string)tag!);

    private static string ImageFile(ResourceChange change, ImageRepository repository) => repository.FileOf(change.DataRoot, change.Resource.Text("digest")!);
}

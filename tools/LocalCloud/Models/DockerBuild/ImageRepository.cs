using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.DockerBuild;

/// <summary>A deployed repository for images, whatever cloud's; each image that was pushed is a file named by its digest under the data folder.</summary>
/// <param name="Address">What its images' references start with, up to the tag or the image's name.</param>
/// <param name="Folder">Its folder, relative to the data folder.</param>
internal sealed record ImageRepository(string Address, string Folder)
{
    /// <summary>The repository that a resource is, or null.</summary>
    public static ImageRepository? Of(DeployedResource resource) => resource.Type switch
    {
        Aws.RepositoryModel.Token => new(resource.Text("repositoryUrl") + ":", Path.Combine("ecr", Uri.EscapeDataString(resource.Id))),
        // Images have names of their own inside a repository of Artifact Registry.
        Gcp.GcpNames.Repository => new(resource.Text("registryUri") + "/", Path.Combine("ar", Uri.EscapeDataString(resource.Id))),
        _ => null,
    };

    /// <summary>The repository that a reference is in, or null.</summary>
    public static ImageRepository? Holding(IEnumerable<DeployedResource> deployed, string reference) =>
        deployed.Select(Of).FirstOrDefault(repository => repository is not null && reference.StartsWith(repository.Address, StringComparison.Ordinal));

    /// <summary>The file of an image.</summary>
    public string FileOf(string dataRoot, string digest) => Path.Combine(dataRoot, Folder, digest.Replace(':', '-'));

    /// <summary>Whether it holds an image.</summary>
    public bool HasImages(string dataRoot) => Directory.Exists(Path.Combine(dataRoot, Folder)) && Directory.EnumerateFiles(Path.Combine(dataRoot, Folder)).Any();

    /// <summary>Removes all images.</summary>
    public void DeleteImages(string dataRoot)
    {
        if (Directory.Exists(Path.Combine(dataRoot, Folder)))
            Directory.Delete(Path.Combine(dataRoot, Folder), recursive: true);
    }
}

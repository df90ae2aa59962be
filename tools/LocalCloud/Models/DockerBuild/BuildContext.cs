using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Models.DockerBuild;

/// <summary>The files that a build sees, and the hash of everything that its result depends on.</summary>
internal sealed class BuildContext
{
    private readonly string root;
    private readonly string dockerfile;
    private readonly JsonObject inputs;

    public BuildContext(string programFolder, JsonObject inputs)
    {
        this.inputs = inputs;
        root = Path.GetFullPath((string?)inputs["context"]?["location"] ?? ".", programFolder);
        dockerfile = (string?)inputs["dockerfile"]?["location"] is { } location
            ? Path.GetFullPath(location, programFolder)
            : Path.Combine(root, "Dockerfile");
    }

    /// <summary>Why the build could not start, or null.</summary>
    public string? Problem =>
        !Directory.Exists(root) ? $"input 'context.location': there is no folder {root}"
        : !File.Exists(dockerfile) ? $"input 'dockerfile.location': there is no file {dockerfile}"
        : null;

    /// <summary>The hash of the Dockerfile, the platform and arguments, and every file that .dockerignore admits.</summary>
    public string Hash()
    {
        var listing = new StringBuilder();
        foreach (var input in new[] { "platforms", "buildArgs", "labels", "target" })
            listing.Append(input).Append('=').Append(inputs[input]?.ToJsonString()).Append('\n');
        listing.Append("Dockerfile ").Append(HashOf(dockerfile)).Append('\n');
        foreach (var file in Files().Order(StringComparer.Ordinal))
            listing.Append(file).Append(' ').Append(HashOf(Path.Combine(root, file))).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(listing.ToString())));
    }

    /// <summary>The admitted files, relative, with forward slashes.</summary>
    public IEnumerable<string> Files()
    {
        // A Dockerfile's own ignore file wins: https://docs.docker.com/build/concepts/context/#filename-and-location
        var candidates = new[] { dockerfile + ".dockerignore", Path.Combine(root, ".dockerignore") };
        var ignore = DockerIgnore.Parse(candidates.FirstOrDefault(File.Exists) is { } file ? File.ReadLines(file) : []);
        return Walk(root, "", ignore);
    }

    private static IEnumerable<string> Walk(string folder, string prefix, DockerIgnore ignore)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var path = prefix + entry.Name;
            if (entry is DirectoryInfo { LinkTarget: null } child)
            {
                if (ignore.MayAdmitBelow(path))
                    foreach (var below in Walk(child.FullName, path + "/", ignore))
                        yield return below;
            }
            else if (!ignore.Excludes(path))
            {
                yield return path;
            }
        }
    }

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

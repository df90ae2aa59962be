using CloudStacks.Shared;

namespace CloudStacks.Cli.Workers;

/// <summary>
/// The worker as source, for services that build it themselves: the sources of its library and of the host of Cloud Functions as one project, because
/// a build there stops at a second one (https://github.com/GoogleCloudPlatform/buildpacks/blob/main/pkg/dotnet/dotnet.go).
/// </summary>
public static class SourcePackage
{
    /// <summary>The file name of the project, which names the program, too.</summary>
    public const string Project = WorkerArtifact.CloudFunctionName + ".csproj";

    private const string Workloads = "workloads";
    private const string Host = "CloudFunction";

    // The last one is the host: the others are libraries, or lose their own start.
    private static readonly string[] Parts = ["FatigueScreening", "Worker", Host];

    /// <summary>The files of the package, by their paths in it; nothing that a build left is among them.</summary>
    /// <param name="repository">The folder of this repository.</param>
    public static IReadOnlyDictionary<string, byte[]> Files(string repository)
    {
        var files = Parts.SelectMany(part => Sources(repository, part)).ToDictionary(source => source.Entry, source => File.ReadAllBytes(source.Path), StringComparer.Ordinal);
        files[Project] = SourceProject.Merge([.. Parts.Select(part => Path.Combine(repository, Workloads, part, part + ".csproj"))], repository);
        return files;
    }

    private static IEnumerable<(string Entry, string Path)> Sources(string repository, string part)
    {
        var folder = Path.Combine(repository, Workloads, part);
        return from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
               let entry = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')
               where entry.Split('/')[0] is not ("bin" or "obj") && (part == Host || entry != "Program.cs")
               select ($"{part}/{entry}", path);
    }
}

namespace CloudStacks.Repository.Tests.Support;

/// <summary>The files of the repository, without what a build or a run leaves.</summary>
internal static class WorkTree
{
    public static string Root { get; } = FindRoot();

    private static string[] Ignored { get; } = [".git/", .. File.ReadAllLines(Full(".gitignore")).Where(line => line.EndsWith('/'))];

    /// <summary>Paths from the root, with <c>/</c>.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk("").Order(StringComparer.Ordinal)];

    public static IEnumerable<string> FilesOf(string extension) => Files.Where(file => file.EndsWith(extension, StringComparison.Ordinal));

    public static string Full(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(Full(path));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var entry in new DirectoryInfo(Full(folder)).EnumerateFileSystemInfos())
        {
            var path = Path.Combine(folder, entry.Name);
            if (entry is not DirectoryInfo)
            {
                yield return path;
            }
            else if (!IsIgnored(path))
            {
                foreach (var file in Walk(path))
                {
                    yield return file;
                }
            }
        }
    }

    // Folders only: "name/" anywhere, "/name/" at the root.
    private static bool IsIgnored(string folder) =>
        Ignored.Any(pattern => pattern.StartsWith('/') ? $"/{folder}/" == pattern : $"{Path.GetFileName(folder)}/" == pattern);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CloudStacks.sln")))
        {
            folder = folder.Parent;
        }
        return folder.FullName;
    }
}

namespace CloudStacks.LocalCloud.Tests.Support;

/// <summary>Packages of others that run on Node; tests that compare with them are skipped where they are missing.</summary>
internal static class Node
{
    /// <summary>The project's root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Whether the packages that a folder lists are there.</summary>
    public static bool IsInstalled(string folder) => Directory.Exists(Path.Combine(folder, "node_modules"));

    /// <summary>Skips the test where the packages are missing, and says how to get them.</summary>
    public static void SkipUnlessInstalled(string folder) =>
        Assert.SkipUnless(IsInstalled(folder), $"the npm packages are not installed; run 'npm ci' in {Path.GetRelativePath(Root, folder)} to compare with them");

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

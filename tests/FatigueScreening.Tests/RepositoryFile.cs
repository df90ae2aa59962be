namespace CloudStacks.FatigueScreening.Tests;

static class RepositoryFile
{
    /// <summary>Path of a file of the repository, found from where the tests were built.</summary>
    public static string Path(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "CloudStacks.sln")))
            folder = folder.Parent;
        return System.IO.Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("no CloudStacks.sln above the tests"), relative);
    }
}

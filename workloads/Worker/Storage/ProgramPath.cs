namespace CloudStacks.Worker.Storage;

/// <summary>Programs on the search path.</summary>
static class ProgramPath
{
    /// <summary>The first file of that name; null where there is none.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}

namespace CloudStacks.Cli;

/// <summary>Everything outside the process that a verb touches; tests give their own.</summary>
/// <param name="Repository">The root of the repository.</param>
/// <param name="Environment">The environment variables.</param>
/// <param name="Input">Where a secret is read from.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsTerminal">Whether a person watches the output as it comes.</param>
/// <param name="Clock">The clock.</param>
public sealed record CliHost(
    string Repository,
    IReadOnlyDictionary<string, string> Environment,
    TextReader Input,
    TextWriter Output,
    TextWriter Error,
    bool IsTerminal,
    TimeProvider Clock)
{
    /// <summary>Whether a failure shows its stack trace: <c>CLOUDSTACKS_DEBUG=1</c>.</summary>
    public bool Debug => Environment.GetValueOrDefault("CLOUDSTACKS_DEBUG") == "1";

    /// <summary>The folder in which local stacks, run records and reports live.</summary>
    public string Home(string? option)
    {
        var home = option ?? Environment.GetValueOrDefault("CLOUDSTACKS_HOME");
        return Path.GetFullPath(string.IsNullOrEmpty(home) ? Path.Combine(Repository, ".cloudstacks") : home);
    }

    /// <summary>The host of a real process.</summary>
    public static CliHost FromProcess() => new(
        FindRepository(AppContext.BaseDirectory),
        System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
        Console.In,
        Console.Out,
        Console.Error,
        !Console.IsOutputRedirected,
        TimeProvider.System);

    private static string FindRepository(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CloudStacks.sln")))
            {
                return folder.FullName;
            }
        }
        throw new CliException($"{from} lies in no CloudStacks repository", "start ./cloudstacks from a clone of the repository");
    }
}

namespace CloudStacks.Cli.Tests;

/// <summary>A command line with its own folder, PATH and streams.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public TestHost(TimeProvider? clock = null)
    {
        Folder = Directory.CreateTempSubdirectory("cloudstacks-test-").FullName;
        Bin = Directory.CreateDirectory(Path.Combine(Folder, "bin")).FullName;
        Host = new(RepositoryRoot, new Dictionary<string, string>
        {
            ["PATH"] = $"{Bin}:/usr/bin:/bin",
            ["HOME"] = Folder,
            ["CLOUDSTACKS_HOME"] = Path.Combine(Folder, "home"),
        }, TextReader.Null, output, error, IsTerminal: false, clock ?? TimeProvider.System);
    }

    public CliHost Host { get; set; }

    public string Folder { get; }

    public string Output => output.ToString();

    public string Error => error.ToString();

    public static string RepositoryRoot { get; } = FindRoot();

    private string Bin { get; }

    public Task<int> RunAsync(params string[] arguments) => CliApp.RunAsync(Host, arguments, TestContext.Current.CancellationToken);

    /// <summary>Puts a shell script on the PATH.</summary>
    public string Install(string program, string script)
    {
        var path = Path.Combine(Bin, program);
        File.WriteAllText(path, "#!/bin/sh\n" + script.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

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

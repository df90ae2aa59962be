using CloudStacks.Cli.Tools;
using CloudStacks.LocalCloud;

namespace CloudStacks.Cli.Tests.Launcher;

/// <summary>A clone with the real launcher and a <c>dotnet</c> that records what it is asked to do.</summary>
internal sealed class FakeClone : IDisposable
{
    private readonly TestHost test = new();
    private readonly string root;

    public FakeClone(int buildExitCode = 0, string buildSeconds = "0")
    {
        root = Directory.CreateDirectory(Path.Combine(test.Folder, "a clone")).FullName;
        File.Copy(Path.Combine(TestHost.RepositoryRoot, "cloudstacks"), Launcher);
        foreach (var folder in new[] { "tools", "stacks", "workloads", "sdk" })
        {
            Directory.CreateDirectory(Path.Combine(root, folder));
        }
        foreach (var file in new[] { "global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "tools/Program.cs" })
        {
            File.WriteAllText(Path.Combine(root, file), "");
        }
        Dotnet = test.Install("dotnet", $$"""
            if [ "$1" = build ]; then
              echo build >> '{{BuildLog}}'
              sleep {{buildSeconds}}
              echo 'error CS0103: the build says'
              mkdir -p artifacts/embedded/bin/Cli/release && touch artifacts/embedded/bin/Cli/release/cloudstacks.dll
              exit {{buildExitCode}}
            fi
            shift
            if [ "$1" = exit-42 ]; then exit 42; fi
            printf 'started '
            for argument in "$@"; do printf '<%s>' "$argument"; done
            echo
            """);
        // The launcher looks for dotnet on the PATH, where the machine's own must not be found.
        test.Host = test.Host with { Environment = new Dictionary<string, string> { ["PATH"] = $"{Path.GetDirectoryName(Dotnet)}:{Tools()}" } };
    }

    public string Dotnet { get; }

    public string Source => Path.Combine(root, "tools", "Program.cs");

    public string Stamp => Path.Combine(root, "artifacts", "launcher", "built");

    public string Lock => Path.Combine(root, "artifacts", "launcher", "lock");

    public int Builds => File.ReadAllLines(BuildLog).Length;

    private string Launcher => Path.Combine(root, "cloudstacks");

    private string BuildLog => Path.Combine(test.Folder, "builds");

    public Task<CommandResult> StartAsync(params string[] arguments) =>
        new ToolRunner(test.Host).RunAsync([Launcher, .. arguments], cancellationToken: TestContext.Current.CancellationToken);

    public void Dispose() => test.Dispose();

    /// <summary>A folder with links to the standard programs that the launcher calls, and to nothing else.</summary>
    private string Tools()
    {
        var folder = Directory.CreateDirectory(Path.Combine(test.Folder, "standard")).FullName;
        foreach (var program in new[] { "sh", "dirname", "find", "head", "ln", "readlink", "mv", "rm", "sleep", "mkdir", "touch", "cat" })
        {
            var path = new[] { "/bin", "/usr/bin" }.Select(bin => Path.Combine(bin, program)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(folder, program), path);
        }
        return folder;
    }
}

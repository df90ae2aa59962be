using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.Cli.Tools;
using CloudStacks.LocalCloud;

namespace CloudStacks.Cli.Tests.Local;

/// <summary>A home of the local cloud, used through the command line as a process of its own: what a person has.</summary>
internal sealed class LocalHome : IDisposable
{
    private readonly TestHost test = new();
    private readonly Dictionary<string, string> environment;

    public LocalHome() => environment = new()
    {
        ["CLOUDSTACKS_HOME"] = Folder,
        // The AOT compiler and the SDK need a home of their own.
        ["HOME"] = Environment.GetEnvironmentVariable("HOME") ?? "/tmp",
        ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
    };

    public string Folder => Path.Combine(test.Folder, "home");

    public string StatePath => Path.Combine(Folder, "aws-batch", "trial", "state.json");

    public Task<CommandResult> RunAsync(params string[] arguments) =>
        new ToolRunner(test.Host).RunAsync([Dotnet.Program, Program, .. arguments], environment, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Runs a command with <c>--json</c> and returns its document for AWS Batch.</summary>
    public async Task<(int ExitCode, JsonElement Document)> DocumentAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.True(result.Output.Length > 0, result.Error);
        return (result.ExitCode, JsonElement.Parse(result.Output).GetProperty("aws-batch"));
    }

    /// <summary>Starts a command and kills its process, as <c>kill -9</c> does, after a while.</summary>
    public async Task KillAsync(TimeSpan after, params string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet.Program, [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        await Task.Delay(after, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Changes what is deployed, as if the program had declared it so.</summary>
    public void Edit(string resource, string property, Func<JsonNode, JsonNode> change)
    {
        var state = JsonNode.Parse(File.ReadAllText(StatePath))!;
        var found = state["resources"]!.AsArray().Single(entry => (string?)entry!["name"] == resource)!;
        foreach (var part in new[] { "inputs", "outputs" })
        {
            found[part]![property] = change(found[part]![property]!.DeepClone());
        }
        File.WriteAllText(StatePath, state.ToJsonString());
    }

    /// <summary>Files of the home that are neither reports nor locks.</summary>
    public IEnumerable<string> Remains() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file))
        .Where(file => !file.StartsWith("reports", StringComparison.Ordinal) && !file.StartsWith(".locks", StringComparison.Ordinal));

    /// <summary>Processes that work for this home.</summary>
    public IEnumerable<int> Workers() => Directory.Exists("/proc")
        ? Directory.EnumerateDirectories("/proc").Where(WorksHere).Select(process => int.Parse(Path.GetFileName(process), System.Globalization.CultureInfo.InvariantCulture))
        : [];

    public void Dispose() => test.Dispose();

    private static string Program => Path.Combine(AppContext.BaseDirectory, "cloudstacks.dll");

    private bool WorksHere(string process)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget?.StartsWith(Folder, StringComparison.Ordinal) == true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

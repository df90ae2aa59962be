using CloudStacks.Cli.Tools;

namespace CloudStacks.Cli.Workers;

/// <summary>How a worker is built.</summary>
public enum WorkerKind
{
    /// <summary>One native program, compiled ahead of time; needs a linker and starts in milliseconds.</summary>
    NativeAot,
    /// <summary>One file with the trimmed .NET runtime in it.</summary>
    SelfContained,
    /// <summary>Needs the .NET runtime of this machine; for the local cloud only.</summary>
    FrameworkDependent,
}

/// <summary>Publishes <c>workloads/Worker</c>.</summary>
public sealed class WorkerBuild(CliHost host, ToolRunner tools)
{
    /// <summary>The file name of the published worker.</summary>
    public const string FileName = "worker";

    /// <summary>Whether this machine has a linker that native AOT can use.</summary>
    public bool HasLinker => tools.Find("clang") is not null || tools.Find("gcc") is not null;

    /// <summary>Publishes into a folder; null on success, else what the build said.</summary>
    public async Task<string?> PublishAsync(WorkerKind kind, string rid, string folder, CancellationToken cancellationToken)
    {
        string[] options = kind switch
        {
            WorkerKind.NativeAot => ["-p:PublishAot=true", "-p:StripSymbols=true"],
            WorkerKind.SelfContained => ["-p:PublishAot=false", "--self-contained", "-p:PublishTrimmed=true", "-p:PublishSingleFile=true"],
            _ => ["-p:PublishAot=false", "--no-self-contained"],
        };
        return await PublishAsync(Path.Combine(host.Repository, "workloads", "Worker", "Worker.csproj"), folder, ["-r", rid, .. options], cancellationToken);
    }

    /// <summary>Publishes the project of a <see cref="SourcePackage"/>, as a service would; null on success, else what the build said.</summary>
    public Task<string?> PublishSourceAsync(string source, string folder, CancellationToken cancellationToken) =>
        PublishAsync(Path.Combine(source, SourcePackage.Project), folder, [], cancellationToken);

    private async Task<string?> PublishAsync(string project, string folder, string[] options, CancellationToken cancellationToken)
    {
        var result = await tools.RunAsync(
            [Dotnet.Program, "publish", project, "-c", "Release", "-o", folder, "-v", "q", "--nologo", "-p:DebugType=none", .. options],
            Dotnet.Environment, cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result.ExitCode == 0 ? null : LastLines(result.Output + result.Error);
    }

    private static string LastLines(string output) =>
        string.Join('\n', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().TakeLast(10));
}

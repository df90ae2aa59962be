using System.Security.Cryptography;
using System.Text;
using CloudStacks.Cli.Tools;
using CloudStacks.Cli.Workers;
using CloudStacks.Shared;

namespace CloudStacks.LocalCloud.Tests.Programs;

/// <summary>The worker next to these tests as a package of code: a script that starts it on this machine's .NET.</summary>
internal static class WorkerZip
{
    private static readonly Lazy<string> Written = new(Write);

    /// <summary>The folder of the packages.</summary>
    public static string Folder => Written.Value;

    /// <summary>The path of a package, such as <c>lambda.zip</c>.</summary>
    public static string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>The package of source, which was built to what lies next to these tests.</summary>
    public static SourceBuild Source => new(
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(WorkerArtifact.CloudFunction)))),
        [Dotnet.Program, Path.Combine(AppContext.BaseDirectory, WorkerArtifact.CloudFunctionName + ".dll")]);

    private static string Write()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "packages");
        Directory.CreateDirectory(folder);
        var script = $"#!/bin/sh\nexec '{Dotnet.Program}' '{Path.Combine(AppContext.BaseDirectory, "worker.dll")}' \"$@\"\n";
        foreach (var (name, content) in CodePackages.Of(ProgramTest.RepositoryRoot, Encoding.UTF8.GetBytes(script)))
        {
            // Another run of the same tests may read it at this moment.
            var fresh = Path.Combine(folder, $"{name}.{Guid.NewGuid():N}");
            File.WriteAllBytes(fresh, content);
            File.Move(fresh, Path.Combine(folder, name), overwrite: true);
        }
        return folder;
    }
}

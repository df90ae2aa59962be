using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CloudStacks.Cli.Tools;
using CloudStacks.LocalCloud;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Workers;

/// <summary>The worker that the local cloud starts: native where this machine links it. Built once per state of its sources.</summary>
public sealed class LocalWorker(CliHost host, WorkerBuild build, Action<string> say)
{
    private const string Managed = WorkerBuild.FileName + ".dll";
    private const string Packages = "packages";

    private static readonly string StartScript = $"#!/bin/sh\nexec '{Dotnet.Program}' \"$(dirname \"$0\")/{Managed}\" \"$@\"\n";
    private static readonly string[] Sources = ["workloads/Worker", "workloads/FatigueScreening", "workloads/CloudFunction", "tools/Cli/Workers"];
    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    /// <summary>The command that starts the worker: the program and its first arguments.</summary>
    public async Task<IReadOnlyList<string>> EnsureAsync(CancellationToken cancellationToken)
    {
        var folder = await EnsureFolderAsync(cancellationToken);
        var managed = Path.Combine(folder, Managed);
        return File.Exists(managed) ? [Dotnet.Program, managed] : [Path.Combine(folder, WorkerBuild.FileName)];
    }

    /// <summary>The path of the worker as a package of code for this machine.</summary>
    /// <param name="file">Which form, such as <see cref="WorkerArtifact.Lambda"/>.</param>
    /// <param name="cancellationToken">Stops the build.</param>
    public async Task<string> EnsurePackageAsync(string file, CancellationToken cancellationToken) =>
        Path.Combine(await EnsureFolderAsync(cancellationToken), Packages, file);

    /// <summary>The package of source, built as the service would build it, by its content.</summary>
    public async Task<SourceBuild> EnsureSourceAsync(CancellationToken cancellationToken)
    {
        var folder = await EnsureFolderAsync(cancellationToken);
        var built = Path.Combine(folder, WorkerArtifact.CloudFunctionName);
        if (!Directory.Exists(built))
        {
            await using var turn = await TakeTurnAsync(Path.Combine(Path.GetDirectoryName(folder)!, ".lock"), cancellationToken);
            if (!Directory.Exists(built))
            {
                await BuildSourceAsync(Path.Combine(folder, Packages, WorkerArtifact.CloudFunction), built, cancellationToken);
            }
        }
        var source = await File.ReadAllBytesAsync(Path.Combine(folder, Packages, WorkerArtifact.CloudFunction), cancellationToken);
        return new(Convert.ToHexStringLower(SHA256.HashData(source)), [Dotnet.Program, Path.Combine(built, WorkerArtifact.CloudFunctionName + ".dll")]);
    }

    // Outside of the repository, whose shared files the service has not.
    private async Task BuildSourceAsync(string package, string built, CancellationToken cancellationToken)
    {
        say("building the worker's source as the service would (once) …");
        using var scratch = new ScratchFolder();
        ZipFile.ExtractToDirectory(package, scratch.Path);
        var part = built + ".part";
        if (await build.PublishSourceAsync(scratch.Path, part, cancellationToken) is { } error)
        {
            throw new CliException($"the worker's source does not build: {error}", "mend what the build names and start again");
        }
        Directory.Move(part, built);
    }

    private async Task<string> EnsureFolderAsync(CancellationToken cancellationToken)
    {
        var root = Path.Combine(host.Repository, "artifacts", "worker", "local");
        var finished = Path.Combine(root, SourceStamp());
        if (!Directory.Exists(finished))
        {
            Directory.CreateDirectory(root);
            await using var turn = await TakeTurnAsync(Path.Combine(root, ".lock"), cancellationToken);
            if (!Directory.Exists(finished))
            {
                await BuildAsync(root, finished, cancellationToken);
            }
        }
        return finished;
    }

    private async Task BuildAsync(string root, string finished, CancellationToken cancellationToken)
    {
        say("building the worker (once) …");
        foreach (var old in Directory.GetDirectories(root))
        {
            Directory.Delete(old, recursive: true);
        }
        var rid = RuntimeInformation.RuntimeIdentifier;
        var folder = finished + ".part";
        var error = build.HasLinker
            ? await build.PublishAsync(WorkerKind.NativeAot, rid, folder, cancellationToken)
            : "neither clang nor gcc is on PATH";
        if (error is not null)
        {
            say($"no native worker on this machine, so tasks start more slowly: {error}");
            error = await build.PublishAsync(WorkerKind.FrameworkDependent, rid, folder, cancellationToken);
        }
        if (error is not null)
        {
            throw new CliException($"the worker does not build: {error}", "mend what the build names and start again");
        }
        await PackAsync(folder, cancellationToken);
        Directory.Move(folder, finished);
    }

    private async Task PackAsync(string folder, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, byte[]>();
        foreach (var file in Directory.GetFiles(folder).Where(file => Path.GetExtension(file) != ".xml"))
        {
            files[Path.GetFileName(file)] = await File.ReadAllBytesAsync(file, cancellationToken);
        }
        var packages = files.ContainsKey(Managed) ? CodePackages.Of(host.Repository, Encoding.UTF8.GetBytes(StartScript), files) : CodePackages.Of(host.Repository, files[WorkerBuild.FileName]);
        Directory.CreateDirectory(Path.Combine(folder, Packages));
        foreach (var (name, content) in packages)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, Packages, name), content, cancellationToken);
        }
    }

    /// <summary>A name for the state of the sources: their paths, sizes and times.</summary>
    private string SourceStamp()
    {
        var files = Sources.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(host.Repository, folder), "*", SearchOption.AllDirectories))
            .Concat(SharedFiles.Select(file => Path.Combine(host.Repository, file)))
            .Select(path => new FileInfo(path))
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files))))[..16];
    }

    /// <summary>Waits until no other process builds; the operating system gives the turn back even where a process is killed.</summary>
    private async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), host.Clock, cancellationToken);
            }
        }
    }
}

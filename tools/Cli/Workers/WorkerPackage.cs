using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using CloudStacks.Cli.Terminals;

namespace CloudStacks.Cli.Workers;

/// <summary>What a packaged worker is, as its <c>manifest.json</c> says it.</summary>
/// <param name="Rid">The platform, such as <c>linux-x64</c>.</param>
/// <param name="Kind">How it was built.</param>
/// <param name="Glibc">The newest glibc symbol version it needs; null where it needs none.</param>
/// <param name="Files">Each file with its SHA-256, in lower-case hex.</param>
public sealed record WorkerManifest(string Rid, WorkerKind Kind, string? Glibc, ImmutableSortedDictionary<string, string> Files);

/// <summary>Builds the worker that leaves this machine, into <c>artifacts/worker/&lt;rid&gt;</c>.</summary>
public sealed class WorkerPackage(CliHost host, WorkerBuild build, Action<string> say)
{
    /// <summary>The glibc of Amazon Linux 2023, the oldest that a service runs us on (https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html).</summary>
    public static readonly Version OldestGlibc = new(2, 34);

    /// <summary>Builds, checks and packs. Throws <see cref="CliException"/> with the build's own words where it fails.</summary>
    public async Task<WorkerManifest> BuildAsync(string rid, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(host.Repository, "artifacts", "worker", rid);
        using var scratch = new ScratchFolder();
        var (kind, glibc) = await PublishAsync(rid, scratch.Path, cancellationToken);
        var program = await File.ReadAllBytesAsync(Path.Combine(scratch.Path, WorkerBuild.FileName), cancellationToken);

        Directory.CreateDirectory(folder);
        var files = new Dictionary<string, byte[]>(CodePackages.Of(host.Repository, program)) { [WorkerBuild.FileName] = program };
        var manifest = new WorkerManifest(rid, kind, glibc?.ToString(), files.ToImmutableSortedDictionary(file => file.Key, file => Sha256(file.Value), StringComparer.Ordinal));
        foreach (var (name, content) in files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, cancellationToken);
        }
        MakeExecutable(Path.Combine(folder, WorkerBuild.FileName));
        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(manifest, JsonFormat.Options) + "\n", cancellationToken);
        return manifest;
    }

    private async Task<(WorkerKind Kind, Version? Glibc)> PublishAsync(string rid, string folder, CancellationToken cancellationToken)
    {
        if (rid == RuntimeInformation.RuntimeIdentifier && build.HasLinker)
        {
            var error = await build.PublishAsync(WorkerKind.NativeAot, rid, folder, cancellationToken);
            var glibc = error is null ? ElfSymbols.HighestGlibc(await File.ReadAllBytesAsync(Path.Combine(folder, WorkerBuild.FileName), cancellationToken)) : null;
            if (error is null && (glibc is null || glibc <= OldestGlibc))
            {
                return (WorkerKind.NativeAot, glibc);
            }
            say(error is null
                ? $"the native worker needs GLIBC_{glibc}; services run GLIBC_{OldestGlibc}, so it is built with its runtime instead"
                : $"no native worker, so it is built with its runtime instead: {error}");
        }
        else
        {
            say($"a native worker for {rid} needs that platform and clang or gcc, so it is built with its runtime instead");
        }
        var failure = await build.PublishAsync(WorkerKind.SelfContained, rid, folder, cancellationToken);
        return failure is null
            ? (WorkerKind.SelfContained, null)
            : throw new CliException($"the worker does not build for {rid}: {failure}", "mend what the build names, then run cloudstacks package again");
    }

    private static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }
    }

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

using CloudStacks.Cli.Options;
using CloudStacks.Cli.Workers;
using CloudStacks.FatigueScreening;

namespace CloudStacks.Cli.Runs;

/// <summary>The folder that holds a job's shards: the person's, the sample data, or a generated fleet that goes when disposed.</summary>
public sealed class InputFolder : IDisposable
{
    private readonly ScratchFolder? scratch;

    private InputFolder(string path, ScratchFolder? scratch) => (Path, this.scratch) = (path, scratch);

    public string Path { get; }

    /// <summary>Finds or generates the input that the settings ask for.</summary>
    public static InputFolder Of(RunSettings settings, CliHost host) => WholeNumber.Parse(settings.Shards) is { } shards
        ? Generate(shards, WholeNumber.Parse(settings.Seed) ?? 1)
        : new(System.IO.Path.GetFullPath(settings.Input ?? System.IO.Path.Combine(host.Repository, "workloads", "sample-data")), null);

    /// <summary>The shards by their names under the input, as the plain library reads them.</summary>
    public IEnumerable<(string Key, Func<Stream> Open)> Shards() =>
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => (System.IO.Path.GetRelativePath(Path, file).Replace(System.IO.Path.DirectorySeparatorChar, '/'), file))
            .Where(file => file.Item1.EndsWith(".csv", StringComparison.Ordinal) || ShardIdentity.IsGzip(file.Item1))
            .Select(file => (file.Item1, (Func<Stream>)(() => File.OpenRead(file.file))));

    public void Dispose() => scratch?.Dispose();

    private static InputFolder Generate(int shards, int seed)
    {
        var scratch = new ScratchFolder();
        foreach (var (key, content) in SampleFleet.Generate(shards, seed))
        {
            var path = System.IO.Path.Combine(scratch.Path, key);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
        return new(scratch.Path, scratch);
    }
}

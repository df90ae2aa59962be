namespace CloudStacks.Cli.Workers;

/// <summary>A folder of its own below the machine's temporary folder, gone when disposed.</summary>
public sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cloudstacks-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

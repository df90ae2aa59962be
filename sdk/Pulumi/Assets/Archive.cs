namespace Pulumi;

/// <summary>A collection of named files.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive(object value) : base(value)
    {
    }
}

/// <summary>Assets and archives under names of their own.</summary>
public sealed class AssetArchive : Archive
{
    /// <summary>The entries by their path inside the archive.</summary>
    public AssetArchive(IDictionary<string, AssetOrArchive> assets) : base(assets.ToImmutableDictionary())
    {
    }
}

/// <summary>A local folder, or a .tar, .tar.gz, .tgz, .zip or .jar file.</summary>
public sealed class FileArchive : Archive
{
    /// <summary>A folder or archive file by its path, relative to the program's folder.</summary>
    public FileArchive(string path) : base(path)
    {
    }
}

/// <summary>An archive that a URI refers to.</summary>
public sealed class RemoteArchive : Archive
{
    /// <summary>A URI of the scheme http, https or file.</summary>
    public RemoteArchive(string uri) : base(uri)
    {
    }
}

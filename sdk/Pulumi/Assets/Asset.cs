namespace Pulumi;

/// <summary>The content of one file.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset(string value) : base(value)
    {
    }
}

/// <summary>The content of a local file.</summary>
public sealed class FileAsset : Asset
{
    /// <summary>A file by its path, relative to the program's folder.</summary>
    public FileAsset(string path) : base(path)
    {
    }
}

/// <summary>A text as the content of a file.</summary>
public sealed class StringAsset : Asset
{
    /// <summary>A text in memory.</summary>
    public StringAsset(string text) : base(text)
    {
    }
}

/// <summary>The content that a URI refers to.</summary>
public sealed class RemoteAsset : Asset
{
    /// <summary>A URI of the scheme http, https or file.</summary>
    public RemoteAsset(string uri) : base(uri)
    {
    }
}

using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pulumi;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Identifies assets and archives by what is in them, so that only a change of content is a change.</summary>
internal sealed class AssetContent(string programFolder)
{
    public JsonObject Mark(AssetOrArchive asset) => Redaction.AssetMark(
        Convert.ToHexStringLower(Hash(asset)),
        asset is FileAsset or FileArchive && Content(asset) is string path ? Path.GetFullPath(path, programFolder) : null,
        asset is StringAsset ? Content(asset) as string : null);

    private byte[] Hash(AssetOrArchive asset) => (asset, Content(asset)) switch
    {
        (StringAsset, string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text)),
        (FileAsset or FileArchive, string path) => HashPath(Path.GetFullPath(path, programFolder)),
        (AssetArchive, IDictionary entries) => HashAll(WireValues.Entries(entries).Select(entry => (entry.Key, Hash((AssetOrArchive)entry.Value)))),
        _ => throw new EngineException($"{asset.GetType().Name} is fetched from the network, which the local cloud does not do; use a file"),
    };

    private static byte[] HashPath(string path)
    {
        if (File.Exists(path))
            return HashFile(path);
        if (Directory.Exists(path))
            return HashAll(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(path, file), HashFile(file))));
        throw new EngineException($"{path}: there is no such file. Run the command that makes it: cloudstacks package makes the worker's.");
    }

    private static byte[] HashFile(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }

    private static byte[] HashAll(IEnumerable<(string Name, byte[] Hash)> entries)
    {
        var listing = entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => $"{Convert.ToHexStringLower(entry.Hash)} {entry.Name}\n");
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(listing)));
    }

    // The SDK publishes no way to read an asset back; both SDKs keep it under this name.
    private static object? Content(AssetOrArchive asset) =>
        typeof(AssetOrArchive).GetProperty("Value", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(asset);
}

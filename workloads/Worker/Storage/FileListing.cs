using CloudStacks.FatigueScreening;

namespace CloudStacks.Worker.Storage;

/// <summary>The files under a root as keys, in the order of their UTF-8 bytes.</summary>
sealed class FileListing(string prefix, string? startAfter)
{
    public IEnumerable<ObjectInfo> Under(string root) => Walk(new DirectoryInfo(root), "");

    IEnumerable<ObjectInfo> Walk(DirectoryInfo folder, string path)
    {
        if (!folder.Exists)
            yield break;

        foreach (var (key, entry) in Entries(folder, path))
        {
            if (entry is DirectoryInfo subfolder)
            {
                foreach (var found in Walk(subfolder, key))
                    yield return found;
            }
            else
            {
                yield return new ObjectInfo(key, ((FileInfo)entry).Length, null);
            }
        }
    }

    // A folder sorts as its name with a slash, because that is how the keys inside it start: "a-b" comes before "a/b".
    IEnumerable<(string Key, FileSystemInfo Entry)> Entries(DirectoryInfo folder, string path) => folder
        .EnumerateFileSystemInfos()
        .Where(e => FileKeys.IsName(e.Name) && e.LinkTarget is null)
        .Select(e => (Key: path + e.Name + (e is DirectoryInfo ? "/" : ""), Entry: e))
        .Where(e => e.Entry is DirectoryInfo ? MayHoldMatches(e.Key) : Matches(e.Key))
        .OrderBy(e => e.Key, Utf8Order.Comparer);

    bool Matches(string key) => key.StartsWith(prefix, StringComparison.Ordinal) && IsBehindStart(key);

    bool MayHoldMatches(string folder) =>
        (folder.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(folder, StringComparison.Ordinal))
        && (IsBehindStart(folder) || startAfter!.StartsWith(folder, StringComparison.Ordinal));

    bool IsBehindStart(string key) => startAfter is null || Utf8Order.Comparer.Compare(key, startAfter) > 0;
}

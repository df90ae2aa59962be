using System.Text;

namespace CloudStacks.Worker.Storage;

/// <summary>Which file holds a key. No key leads out of the root, neither by its text nor by a link on the way.</summary>
sealed class FileKeys(string root)
{
    // S3's limit on a key and the usual file system's limit on a name, both in bytes.
    const int LongestKey = 1024;
    const int LongestName = 255;

    /// <summary>The start of the names of files that are still being written; no key has a name like this.</summary>
    public const string Unfinished = ".unfinished-";

    public string Root { get; } = Path.GetFullPath(root);

    public string PathOf(string key, string action)
    {
        var names = key.Split('/');
        if (Encoding.UTF8.GetByteCount(key) > LongestKey || names.Any(n => !IsName(n)))
            throw new StoreException(StoreProblem.BadKey, action, Show(key), "a key in a folder has names of 1 to 255 bytes between slashes, none of them . or .., no control characters");

        var path = Root;
        foreach (var name in names)
        {
            path = Path.Combine(path, name);
            if (new FileInfo(path).LinkTarget is not null)
                throw new StoreException(StoreProblem.BadKey, action, Show(key), $"{path} is a link, and links are not followed");
        }
        return path;
    }

    public static bool IsName(string name) =>
        name is not ("" or "." or "..") && !name.StartsWith(Unfinished, StringComparison.Ordinal)
        && Encoding.UTF8.GetByteCount(name) <= LongestName && !name.Any(char.IsControl);

    static string Show(string key) => $"'{string.Concat(key.Take(200).Select(c => char.IsControl(c) ? '?' : c))}'";
}

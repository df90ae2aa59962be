using System.Text;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>What a listing asks for.</summary>
/// <param name="Prefix">Only keys that start with it.</param>
/// <param name="Delimiter">Keys that share what stands up to it, behind the prefix, count as one common prefix; empty for none.</param>
/// <param name="After">Where to go on.</param>
/// <param name="Limit">The most entries, objects and common prefixes together.</param>
public sealed record ListQuery(string Prefix, string Delimiter, ListPosition After, int Limit)
{
    /// <summary>Only keys from this one on.</summary>
    public string From { get; init; } = "";
}

/// <summary>Behind which entry a listing goes on: a key, or a whole common prefix.</summary>
public sealed record ListPosition(string Entry, bool IsCommonPrefix)
{
    public static ListPosition Start { get; } = new("", true);

    /// <summary>A text that stands for the position in the next request.</summary>
    public string ToToken() => Convert.ToBase64String(Encoding.UTF8.GetBytes((IsCommonPrefix ? "p" : "k") + Entry));

    /// <summary>The position that a token stands for, or null where it is none.</summary>
    public static ListPosition? FromToken(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && length > 0 && bytes[0] is (byte)'k' or (byte)'p'
            ? new(Encoding.UTF8.GetString(bytes, 1, length - 1), bytes[0] == 'p')
            : null;
    }
}

/// <summary>One page of a listing; <see cref="Next"/> is null on the last one.</summary>
public sealed record ObjectPage(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> CommonPrefixes, ListPosition? Next)
{
    public int Count => Objects.Count + CommonPrefixes.Count;

    internal static ObjectPage Read(ObjectIndex index, ListQuery query)
    {
        var (objects, prefixes) = (new List<StoredObject>(), new List<string>());
        ListPosition? last = null;
        for (var position = Start(index, query); position < index.Count;)
        {
            var found = index[position];
            if (!found.Key.StartsWith(query.Prefix, StringComparison.Ordinal))
            {
                break;
            }
            if (objects.Count + prefixes.Count == query.Limit)
            {
                return new(objects, prefixes, last);
            }
            if (CommonPrefix(found.Key, query) is { } common)
            {
                prefixes.Add(common);
                (last, position) = (new(common, true), index.PositionBehind(common));
            }
            else
            {
                objects.Add(found);
                (last, position) = (new(found.Key, false), position + 1);
            }
        }
        return new(objects, prefixes, null);
    }

    private static int Start(ObjectIndex index, ListQuery query)
    {
        var first = Math.Max(index.PositionOf(query.Prefix), index.PositionOf(query.From));
        var (entry, isCommonPrefix) = query.After;
        if (entry.Length == 0)
        {
            return first;
        }
        var next = isCommonPrefix ? index.PositionBehind(entry) : index.PositionOf(entry);
        var same = !isCommonPrefix && next < index.Count && index[next].Key == entry;
        return Math.Max(first, same ? next + 1 : next);
    }

    private static string? CommonPrefix(string key, ListQuery query)
    {
        var end = query.Delimiter.Length == 0 ? -1 : key.IndexOf(query.Delimiter, query.Prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + query.Delimiter.Length)];
    }
}

using CloudStacks.FatigueScreening;

namespace CloudStacks.LocalCloud.Storage.Files;

/// <summary>The objects of a bucket in the order of their keys' UTF-8 bytes. Not safe for several threads at once.</summary>
internal sealed class ObjectIndex
{
    private readonly List<StoredObject> _sorted;

    public ObjectIndex(IEnumerable<StoredObject> objects)
    {
        _sorted = [.. objects];
        _sorted.Sort((a, b) => Utf8Order.Comparer.Compare(a.Key, b.Key));
    }

    public int Count => _sorted.Count;

    public StoredObject this[int position] => _sorted[position];

    public StoredObject? Find(string key) => PositionOf(key) is var position && IsAt(position, key) ? _sorted[position] : null;

    /// <summary>The first position whose key is not before the given one.</summary>
    public int PositionOf(string key) => FirstNot(candidate => Utf8Order.Comparer.Compare(candidate, key) < 0);

    /// <summary>The first position behind every key that starts with the prefix.</summary>
    public int PositionBehind(string prefix) => FirstNot(candidate =>
        candidate.StartsWith(prefix, StringComparison.Ordinal) || Utf8Order.Comparer.Compare(candidate, prefix) < 0);

    public void Put(StoredObject described)
    {
        var position = PositionOf(described.Key);
        if (IsAt(position, described.Key))
        {
            _sorted[position] = described;
        }
        else
        {
            _sorted.Insert(position, described);
        }
    }

    public void Remove(string key)
    {
        var position = PositionOf(key);
        if (IsAt(position, key))
        {
            _sorted.RemoveAt(position);
        }
    }

    private bool IsAt(int position, string key) => position < _sorted.Count && _sorted[position].Key == key;

    private int FirstNot(Func<string, bool> before)
    {
        var (low, high) = (0, _sorted.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = before(_sorted[middle].Key) ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}

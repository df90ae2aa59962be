using System.Runtime.InteropServices;

namespace CloudStacks.FatigueScreening;

/// <summary>Half cycles per exact range; ranges in thousandths of MPa.</summary>
sealed class CycleCounts
{
    readonly Dictionary<int, long> _halfCycles = [];

    public void Add(int range, long halfCycles) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_halfCycles, range, out _) += halfCycles;

    /// <summary>All counts, by ascending range.</summary>
    public KeyValuePair<int, long>[] Ascending()
    {
        var counts = _halfCycles.ToArray();
        Array.Sort(counts, (a, b) => a.Key.CompareTo(b.Key));
        return counts;
    }
}

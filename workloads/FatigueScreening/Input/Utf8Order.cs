using System.Text;

namespace CloudStacks.FatigueScreening;

/// <summary>Order of strings by their UTF-8 bytes, the order in which object stores list keys.</summary>
public sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Comparer { get; } = new();

    // UTF-16 order, which string.CompareOrdinal gives, puts U+E000..U+FFFF after the code points above U+FFFF; UTF-8 does not.
    public int Compare(string? x, string? y) =>
        x is null || y is null
            ? (x is null ? 0 : 1) - (y is null ? 0 : 1)
            : Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y));
}

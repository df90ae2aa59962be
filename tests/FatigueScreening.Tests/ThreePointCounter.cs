namespace CloudStacks.FatigueScreening.Tests;

/// <summary>
/// Rainflow counting as ASTM E1049-85 5.4.4 words it: three points at a time, with its starting point S. It shares nothing with the
/// four-point counter, so that each can check the other.
/// </summary>
static class ThreePointCounter
{
    public static KeyValuePair<int, long>[] Count(int[] series)
    {
        var counts = new SortedDictionary<int, long>();
        var points = new List<int>();
        foreach (var reversal in Reversals(series))
        {
            points.Add(reversal);
            while (points.Count >= 3)
            {
                var x = Math.Abs(points[^1] - points[^2]);
                var y = Math.Abs(points[^2] - points[^3]);
                if (x < y)
                    break;
                if (points.Count == 3)
                {
                    Add(counts, y, 1);
                    points.RemoveAt(0);
                }
                else
                {
                    Add(counts, y, 2);
                    points.RemoveRange(points.Count - 3, 2);
                }
            }
        }
        for (var i = 1; i < points.Count; i++)
            Add(counts, Math.Abs(points[i] - points[i - 1]), 1);
        return [.. counts];
    }

    static IEnumerable<int> Reversals(int[] series)
    {
        var distinct = series.Where((s, i) => i == 0 || s != series[i - 1]).ToArray();
        return distinct.Where((s, i) =>
            i == 0 || i == distinct.Length - 1 || s > distinct[i - 1] != distinct[i + 1] > s);
    }

    static void Add(SortedDictionary<int, long> counts, int range, int halfCycles) =>
        counts[range] = counts.GetValueOrDefault(range) + halfCycles;
}

using System.Runtime.InteropServices;

namespace CloudStacks.FatigueScreening;

/// <summary>
/// Four-point rainflow counting with an explicit residue. A cycle is counted and taken out as soon as its range is no larger than both
/// neighbours' (Amzallag et al., Int. J. Fatigue 16 (1994) 287-293), so what remains can be joined to what follows and counted on.
/// </summary>
sealed class RainflowCounter
{
    /// <summary>Greatest number of points that may stay open.</summary>
    public const int ResidueLimit = 1_000_000;

    readonly List<int> _open = [];

    public CycleCounts Closed { get; } = new();

    /// <summary>The turning points left open, first and last point of the series included.</summary>
    public ReadOnlySpan<int> Residue => CollectionsMarshal.AsSpan(_open);

    /// <summary>Counts on with the next point of the series, in thousandths of MPa.</summary>
    public void Add(int point)
    {
        var count = _open.Count;
        if (count == 0 || point == _open[^1])
        {
            if (count == 0)
                _open.Add(point);
            return;
        }

        // The last open point is provisional: a series that goes on in the same direction moves it.
        if (count >= 2 && point > _open[^1] == _open[^1] > _open[^2])
            _open[^1] = point;
        else
            _open.Add(point);
        CloseCycles();
    }

    void CloseCycles()
    {
        while (_open.Count >= 4)
        {
            var tail = CollectionsMarshal.AsSpan(_open)[^4..];
            var inner = Math.Abs(tail[2] - tail[1]);
            if (inner > Math.Abs(tail[1] - tail[0]) || inner > Math.Abs(tail[3] - tail[2]))
                return;
            Closed.Add(inner, 2);
            tail[1] = tail[3];
            CollectionsMarshal.SetCount(_open, _open.Count - 2);
        }
    }

    /// <summary>All cycles, those left open counted as half cycles (ASTM E1049-85 5.4.4), by ascending range.</summary>
    public KeyValuePair<int, long>[] CountAll()
    {
        var all = new CycleCounts();
        foreach (var (range, halfCycles) in Closed.Ascending())
            all.Add(range, halfCycles);
        for (var i = 1; i < _open.Count; i++)
            all.Add(Math.Abs(_open[i] - _open[i - 1]), 1);
        return all.Ascending();
    }
}

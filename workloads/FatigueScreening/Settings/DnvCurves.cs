namespace CloudStacks.FatigueScreening;

/// <summary>
/// The S-N curves of DNVGL-RP-C203, edition April 2016: Table 2-1 in air, Table 2-2 in seawater with cathodic protection. The October 2024
/// edition changed B1 to C2. The T curve of tubular joints is left out, as editions differ in it; give its numbers as a custom curve.
/// </summary>
public static class DnvCurves
{
    /// <summary>What reports call the source of the numbers.</summary>
    public const string Source = "DNVGL-RP-C203 (April 2016)";

    // The second branch is the same in both tables; with cathodic protection the first ends at 1e6 cycles instead of 1e7.
    sealed record Row(string Name, double Slope1, double LogA1Air, double LogA1Protected, double LogA2, double ThicknessExponent);

    static readonly Row[] Table =
    [
        new("B1", 4, 15.117, 14.917, 17.146, 0),
        new("B2", 4, 14.885, 14.685, 16.856, 0),
        new("C", 3, 12.592, 12.192, 16.320, 0.05),
        new("C1", 3, 12.449, 12.049, 16.081, 0.10),
        new("C2", 3, 12.301, 11.901, 15.835, 0.15),
        new("D", 3, 12.164, 11.764, 15.606, 0.20),
        new("E", 3, 12.010, 11.610, 15.350, 0.20),
        new("F", 3, 11.855, 11.455, 15.091, 0.25),
        new("F1", 3, 11.699, 11.299, 14.832, 0.25),
        new("F3", 3, 11.546, 11.146, 14.576, 0.25),
        new("G", 3, 11.398, 10.998, 14.330, 0.25),
        new("W1", 3, 11.261, 10.861, 14.101, 0.25),
        new("W2", 3, 11.107, 10.707, 13.845, 0.25),
        new("W3", 3, 10.970, 10.570, 13.617, 0.25),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(r => r.Name)];

    /// <summary>The curve of that name, or null.</summary>
    public static SnCurve? Find(string name, SnEnvironment environment) =>
        Table.FirstOrDefault(r => r.Name == name) is not { } row ? null
        : environment == SnEnvironment.Air ? new SnCurve(row.Slope1, row.LogA1Air, 5, row.LogA2, 1e7, row.ThicknessExponent)
        : new SnCurve(row.Slope1, row.LogA1Protected, 5, row.LogA2, 1e6, row.ThicknessExponent);
}

namespace CloudStacks.FatigueScreening;

/// <summary>The whole of report.json.</summary>
/// <remarks>Properties stand in the order of their JSON keys, which is that of their bytes.</remarks>
sealed record ReportDocument(
    IReadOnlyList<AssetReport> Assets, FleetTotals Fleet, ReportMethod Method, IReadOnlyList<string> Ranking, int SchemaVersion);

/// <summary>The assumptions that the figures rest on. How the work was done is no part of it: passes, parallelism, place.</summary>
sealed record ReportMethod(
    double AgeYears, string Curve, double DesignFatigueFactor, double KneeStressMpa, double MaxGapSeconds, double Slope1, double Slope2, double StressFactor)
{
    public static ReportMethod Of(ScreeningParameters parameters) => new(
        parameters.AgeYears, parameters.CurveName, parameters.DesignFatigueFactor, parameters.KneeStress,
        parameters.MaxGapMicroseconds / 1e6, parameters.Slope1, parameters.Slope2, parameters.StressFactor);
}

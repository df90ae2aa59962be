namespace CloudStacks.FatigueScreening;

/// <summary>
/// An S-N curve of two branches, log10 N = LogA - Slope log10 S with S in MPa. The first holds up to <see cref="KneeCycles"/> cycles,
/// the second beyond; equal branches make a curve of one slope.
/// </summary>
/// <param name="Slope1">m of the first branch, a multiple of 0.5 from 0.5 to 10.</param>
/// <param name="LogA1">log10 a of the first branch.</param>
/// <param name="Slope2">m of the second branch, a multiple of 0.5 from 0.5 to 10.</param>
/// <param name="LogA2">log10 a of the second branch.</param>
/// <param name="KneeCycles">Cycles at which the branches meet.</param>
/// <param name="ThicknessExponent">k of the thickness effect.</param>
/// <param name="ReferenceThickness">Thickness in mm up to which there is no thickness effect.</param>
public sealed record SnCurve(
    double Slope1, double LogA1, double Slope2, double LogA2, double KneeCycles, double ThicknessExponent = 0, double ReferenceThickness = 25);

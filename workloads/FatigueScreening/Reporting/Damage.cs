namespace CloudStacks.FatigueScreening;

/// <summary>Palmgren-Miner damage by multiplication, division and square root only: IEEE 754 fixes each of their bits, those of pow it does not.</summary>
static class Damage
{
    /// <summary>Sum of n / N in ascending range.</summary>
    /// <param name="cycles">Half cycles per range in thousandths of MPa, ascending.</param>
    /// <param name="parameters">Curve and stress factor.</param>
    public static double Of(ReadOnlySpan<KeyValuePair<int, long>> cycles, ScreeningParameters parameters)
    {
        var damage = 0.0;
        foreach (var (range, halfCycles) in cycles)
            damage += halfCycles * 0.5 / CyclesToFailure(range / 1000.0 * parameters.StressFactor, parameters);
        return damage;
    }

    /// <summary>N = a / S^m of the branch that S in MPa lies on.</summary>
    public static double CyclesToFailure(double stress, ScreeningParameters parameters) =>
        stress >= parameters.KneeStress
            ? parameters.A1 / Power(stress, parameters.Slope1)
            : parameters.A2 / Power(stress, parameters.Slope2);

    /// <summary>S^m for m a multiple of 0.5, one factor after the other.</summary>
    internal static double Power(double stress, double slope)
    {
        var whole = (int)slope;
        var power = slope > whole ? Math.Sqrt(stress) : 1;
        for (var i = 0; i < whole; i++)
            power *= stress;
        return power;
    }
}

namespace CloudStacks.FatigueScreening;

/// <summary>
/// Stress at one detail in irregular waves: wind sea of about 8 s and swell of about 14 s, each a resonance of second order driven by noise, on a
/// slow drift. Only sums and products of doubles, whose bits IEEE 754 fixes; sine and cosine differ between platforms.
/// </summary>
sealed class SeaState
{
    readonly Random _noise;
    readonly double _severity;
    // Poles at radius 0.95 and angles 2 pi / 8 and 2 pi / 14: a1 = 2 r cos(angle), a2 = -r^2; the third argument makes the deviation 1.
    readonly Resonance _windSea = new(1.343503, -0.9025, 0.30494);
    readonly Resonance _swell = new(1.711840, -0.9025, 0.18793);
    double _drift;

    public SeaState(int seed, int asset)
    {
        _noise = new Random(unchecked(seed * 1_000_003 + asset));
        _severity = 6 + 18 * _noise.NextDouble();
        for (var i = 0; i < 200; i++)
            NextStress();
    }

    /// <summary>The next stress in MPa, rounded to 0.001.</summary>
    public decimal NextStress()
    {
        _drift = 0.999 * _drift + 0.05 * Noise();
        var stress = 40 + _severity * (_windSea.Next(Noise()) + 0.5 * _swell.Next(Noise()) + _drift);
        return Math.Round((decimal)stress, 3);
    }

    // Twelve uniform numbers less six: normal enough, of deviation 1.
    double Noise()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += _noise.NextDouble();
        return sum;
    }

    sealed class Resonance(double a1, double a2, double gain)
    {
        double _last;
        double _beforeLast;

        public double Next(double noise)
        {
            (_beforeLast, _last) = (_last, a1 * _last + a2 * _beforeLast + gain * noise);
            return _last;
        }
    }
}

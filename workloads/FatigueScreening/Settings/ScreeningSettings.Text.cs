using System.Globalization;

namespace CloudStacks.FatigueScreening;

public sealed partial record ScreeningSettings
{
    /// <summary>
    /// These settings with one more given as text, as in <c>scf = 1.25</c>. The key <c>curve</c> takes a name, or a curve of one's own as
    /// <c>slope1,logA1,slope2,logA2,kneeCycles</c>.
    /// </summary>
    /// <exception cref="BadSettingException">The key is unknown, or the value is not of its kind.</exception>
    public ScreeningSettings With(string key, string value) => key switch
    {
        "curve" when value.Contains(',', StringComparison.Ordinal) => this with { Curve = null, CustomCurve = ReadCurve(value) },
        "curve" => this with { Curve = value, CustomCurve = null },
        "environment" => this with { Environment = Choose(key, value, ("air", SnEnvironment.Air), ("seawater-cp", SnEnvironment.SeawaterCathodicProtection)) },
        "scf" => this with { Scf = Number(key, value) },
        "thickness" => this with { Thickness = Number(key, value) },
        "referenceThickness" => this with { ReferenceThickness = Number(key, value) },
        "thicknessExponent" => this with { ThicknessExponent = Number(key, value) },
        "designFatigueFactor" => this with { DesignFatigueFactor = Number(key, value) },
        "ageYears" => this with { AgeYears = Number(key, value) },
        "maxGap" => this with { MaxGap = Number(key, value) },
        "passes" => this with { Passes = (int)WholeNumber(key, value, int.MaxValue) },
        "onBadRow" => this with { OnBadRow = Choose(key, value, ("fail", BadRowRule.Fail), ("skip", BadRowRule.Skip)) },
        "maxBadRows" => this with { MaxBadRows = WholeNumber(key, value, long.MaxValue) },
        _ => throw new BadSettingException(key, value, $"one of the keys {string.Join(", ", Keys)}"),
    };

    /// <summary>The keys that <see cref="With"/> knows.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "curve", "environment", "scf", "thickness", "referenceThickness", "thicknessExponent", "designFatigueFactor", "ageYears", "maxGap",
        "passes", "onBadRow", "maxBadRows",
    ];

    static SnCurve ReadCurve(string value)
    {
        var fields = value.Split(',');
        if (fields.Length != 5)
            throw new BadSettingException("curve", value, "five numbers slope1,logA1,slope2,logA2,kneeCycles");
        var numbers = Array.ConvertAll(fields, f => Number("curve", f));
        return new SnCurve(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    static double Number(string key, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new BadSettingException(key, value, "a finite number with a decimal point");

    static long WholeNumber(string key, string value, long greatest) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= greatest
            ? number
            : throw new BadSettingException(key, value, FormattableString.Invariant($"a whole number from 0 to {greatest}"));

    static T Choose<T>(string key, string value, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        foreach (var choice in choices)
        {
            if (choice.Name == value)
                return choice.Value;
        }
        throw new BadSettingException(key, value, string.Join(" or ", choices.ToArray().Select(c => c.Name)));
    }
}

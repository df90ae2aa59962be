using System.Globalization;
using Pulumi;

namespace CloudStacks.Shared;

/// <summary>Reads single settings; every error names key, value and what was expected.</summary>
internal sealed class SettingReader(Config config)
{
    public string? Text(string key) => config.Get(key) is { Length: > 0 } text ? text : null;

    public int Whole(string key, int fallback, int min, int max) =>
        (int)Parse(key, fallback, min, max, text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null, "a whole number");

    public double Number(string key, double fallback, double min, double max) =>
        Parse(key, fallback, min, max, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null, "a number");

    public bool Flag(string key, bool fallback) => Text(key) switch
    {
        null => fallback,
        "true" => true,
        "false" => false,
        var text => throw Bad(key, text, "true or false"),
    };

    public string Choice(string key, string fallback, IReadOnlyCollection<string> choices)
    {
        var text = Text(key) ?? fallback;
        return choices.Contains(text) ? text : throw Bad(key, text, $"one of {string.Join(", ", choices)}");
    }

    public long? Epoch(string key) => Text(key) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw Bad(key, text, "seconds since 1970-01-01T00:00:00Z"),
    };

    private double Parse(string key, double fallback, double min, double max, Func<string, double?> parse, string kind)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }
        return parse(text) is { } value && value >= min && value <= max
            ? value
            : throw Bad(key, text, string.Create(CultureInfo.InvariantCulture, $"{kind} from {min} to {max}"));
    }

    private static RunException Bad(string key, string value, string expected) =>
        new($"cloudstacks:{key} = {value}: expected {expected}");
}

using System.Globalization;

namespace CloudStacks.Cli.Options;

/// <summary>Durations as people write them: <c>8h</c>, <c>90m</c>, <c>30s</c>.</summary>
internal static class Duration
{
    /// <summary>Reads a text that has been validated.</summary>
    public static TimeSpan Parse(string text) => TryParse(text, out var duration) ? duration : throw new FormatException($"'{text}' is no duration");

    /// <summary>Reads a whole number of hours, minutes or seconds above zero.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return false;
        }
        duration = text[^1] switch
        {
            'h' when count <= 10_000 => TimeSpan.FromHours(count),
            'm' => TimeSpan.FromMinutes(count),
            's' => TimeSpan.FromSeconds(count),
            _ => TimeSpan.Zero,
        };
        return duration > TimeSpan.Zero;
    }
}

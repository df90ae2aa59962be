using System.Globalization;

namespace CloudStacks.Cli.Options;

/// <summary>Options that take a whole number; they are read as text so that an error can name the option.</summary>
internal static class WholeNumber
{
    /// <summary>What is wrong with an option's text; null where it is a number in range, or was not given.</summary>
    public static string? Problem(string option, string? text, int min, int max) =>
        text is null || (TryParse(text, out var value) && value >= min && value <= max)
            ? null
            : FormattableString.Invariant($"{option} {text}: expected a whole number from {min} to {max}");

    /// <summary>Reads a text that <see cref="Problem"/> passed.</summary>
    public static int? Parse(string? text) => text is not null && TryParse(text, out var value) ? value : null;

    private static bool TryParse(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}

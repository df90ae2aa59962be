using System.Text.RegularExpressions;

namespace CloudStacks.Cli.Runbooks;

/// <summary>Quotes arguments for a POSIX shell.</summary>
public static partial class ShellText
{
    /// <summary>A command line that a shell reads back as exactly these arguments.</summary>
    public static string Of(IEnumerable<string> argv) => string.Join(' ', argv.Select(Quote));

    /// <summary>One argument, quoted only where a shell would change it.</summary>
    public static string Quote(string argument) =>
        Plain().IsMatch(argument) ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>One argument of a runbook step: placeholders become shell variables.</summary>
    public static string QuoteWithVariables(string argument)
    {
        var pieces = Placeholders.Split(argument);
        return pieces is [var text]
            ? Quote(text)
            : string.Concat(pieces.Select((piece, place) => place % 2 == 1 ? $"\"${piece}\"" : piece.Length == 0 ? "" : Quote(piece)));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z")]
    private static partial Regex Plain();
}

namespace CloudStacks.FatigueScreening;

/// <summary>Input data that no retry can mend. The message reads <c>file:line:column: found …, expected …</c>.</summary>
public sealed class BadInputException(string file, long line, int column, string found, string expected, Exception? cause = null)
    : Exception(FormattableString.Invariant($"{file}:{line}:{column}: found {found}, expected {expected}"), cause)
{
    public string File { get; } = file;

    /// <summary>Line of the file, from 1.</summary>
    public long Line { get; } = line;

    /// <summary>Character within the line, from 1.</summary>
    public int Column { get; } = column;

    public string Found { get; } = found;

    public string Expected { get; } = expected;
}

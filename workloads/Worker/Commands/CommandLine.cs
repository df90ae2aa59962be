using System.Collections.Immutable;
using System.CommandLine.Parsing;

namespace CloudStacks.Worker.Commands;

/// <summary>A command written as one text: words between blanks, a word with blanks in double quotes. No shell is involved.</summary>
public static class CommandLine
{
    /// <returns>Null for null.</returns>
    /// <exception cref="UsageException">There is no word in it.</exception>
    public static ImmutableArray<string>? Find(string? text)
    {
        if (text is null)
            return null;
        ImmutableArray<string> words = [.. CommandLineParser.SplitCommandLine(text)];
        return words.IsEmpty ? throw new UsageException("task: expected a command such as 'python3 task.py'") : words;
    }
}

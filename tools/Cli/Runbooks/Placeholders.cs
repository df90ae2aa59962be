using System.Collections.Frozen;
using System.Text.RegularExpressions;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Runbooks;

/// <summary>The placeholders in a step's arguments: a name in braces. Other braces, such as those of JSON, are text.</summary>
internal static partial class Placeholders
{
    /// <summary>The names that every run has; all others are captured.</summary>
    private static readonly FrozenSet<string> Own =
        FrozenSet.Create("job", "round", "list", "batch", "shards", "slice", "slices", "attempt", "offset", "count", "report", "file");

    /// <summary>The names in some arguments, each once, in order.</summary>
    public static IEnumerable<string> In(IEnumerable<string> argv) =>
        argv.SelectMany(argument => Pattern().Matches(argument)).Select(match => match.Groups[1].Value).Distinct();

    /// <summary>The captured placeholder that a step of <see cref="Repeat.PerValue"/> repeats over.</summary>
    public static string Varying(RunbookStep step) =>
        In(step.Argv).Where(name => !Own.Contains(name)).ToList() is [var varying]
            ? varying
            : throw new CliException($"the runbook's step '{step.Name}' repeats per value, so it must name exactly one captured placeholder");

    /// <summary>Replaces every placeholder. Throws <see cref="CliException"/> naming one that has no value, or several.</summary>
    public static IReadOnlyList<string> Fill(IEnumerable<string> argv, RunValues values) =>
        [.. argv.Select(argument => Pattern().Replace(argument, match => Single(match.Groups[1].Value, values)))];

    /// <summary>Splits an argument into text (even places) and placeholder names (odd places).</summary>
    public static string[] Split(string argument) => Pattern().Split(argument);

    private static string Single(string name, RunValues values) => values.Of(name) switch
    {
        [var value] => value,
        [] => throw new CliException($"the runbook's placeholder {{{name}}} has no value in this run",
            "start the job with cloudstacks run, which keeps what was captured, or name another with --job"),
        { Length: var count } => throw new CliException($"the runbook's placeholder {{{name}}} has {count} values where one is expected; its step must repeat per value"),
    };

    [GeneratedRegex(@"\{([a-z][a-zA-Z0-9]*)\}")]
    private static partial Regex Pattern();
}

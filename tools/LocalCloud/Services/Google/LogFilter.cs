using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>
/// The part of the Logging query language that runbooks use: <c>field="value"</c>, joined by AND.
/// https://docs.cloud.google.com/logging/docs/view/logging-query-language
/// </summary>
internal sealed partial class LogFilter
{
    private readonly Dictionary<string, string> _wanted;

    private LogFilter(Dictionary<string, string> wanted) => _wanted = wanted;

    /// <summary>Reads a filter over these fields. Throws <see cref="GcloudServiceException"/> naming the comparison that is not modelled.</summary>
    public static LogFilter Parse(string text, params string[] fields)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var comparison in text.Split(" AND ", StringSplitOptions.TrimEntries))
        {
            var match = Comparison().Match(comparison);
            wanted[match.Groups[1].Value] = match.Success && fields.Contains(match.Groups[1].Value)
                ? match.Groups[2].Value
                : throw GcloudServiceException.Invalid($"Unparseable filter: '{comparison}': the local cloud models FIELD=\"VALUE\", joined by AND, of {string.Join(", ", fields)}");
        }
        return new(wanted);
    }

    /// <summary>The value that a field must have, or null where any will do.</summary>
    public string? this[string field] => _wanted.GetValueOrDefault(field);

    /// <summary>Whether a field may have a value.</summary>
    public bool Admits(string field, string value) => this[field] is not { } wanted || wanted == value;

    [GeneratedRegex("""\A([A-Za-z_.]+(?:\."[^"]+")?)="([^"]*)"\z""")]
    private static partial Regex Comparison();
}

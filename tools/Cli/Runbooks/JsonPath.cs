using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CloudStacks.Cli.Runbooks;

/// <summary>The part of JSONPath (RFC 9535) that runbooks use: names, indexes and <c>[*]</c>.</summary>
public static partial class JsonPath
{
    /// <summary>The values at a path; none where the document has no such place.</summary>
    /// <exception cref="FormatException">The path has another form.</exception>
    public static IEnumerable<JsonElement> Select(JsonElement root, string path)
    {
        if (!Form().IsMatch(path))
        {
            throw new FormatException($"JSON path '{path}': expected $ followed by .name, [index] or [*]");
        }
        return Segment().Matches(path).Aggregate((IEnumerable<JsonElement>)[root], (found, segment) => found.SelectMany(element => Step(element, segment.Value)));
    }

    /// <summary>The values at a path as text.</summary>
    public static IEnumerable<string> Texts(JsonElement root, string path) =>
        Select(root, path).Where(value => value.ValueKind != JsonValueKind.Null).Select(value => value.ToString());

    /// <summary>Whether one of the values at a path is, or is not, one of some texts.</summary>
    public static bool Holds(JsonElement root, string path, IReadOnlyCollection<string> texts, bool differs) =>
        Select(root, path).Any(value => texts.Contains(value.ToString()) != differs);

    private static IEnumerable<JsonElement> Step(JsonElement element, string segment) => segment switch
    {
        "[*]" => element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray(),
            JsonValueKind.Object => element.EnumerateObject().Select(property => property.Value),
            _ => [],
        },
        ['[', .. var index, ']'] => At(element, int.Parse(index, CultureInfo.InvariantCulture)),
        _ => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(segment[1..], out var value) ? [value] : [],
    };

    private static IEnumerable<JsonElement> At(JsonElement element, int index) =>
        element.ValueKind == JsonValueKind.Array && index < element.GetArrayLength() ? [element[index]] : [];

    [GeneratedRegex(@"\A\$(\.[A-Za-z_][A-Za-z0-9_]*|\[[0-9]{1,9}\]|\[\*\])*\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"\.[A-Za-z_][A-Za-z0-9_]*|\[[0-9]+\]|\[\*\]")]
    private static partial Regex Segment();
}

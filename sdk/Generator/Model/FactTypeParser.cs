namespace CloudStacks.Generator.Model;

/// <summary>
/// Reads the notation of the facts: a scalar by its name, <c>[T]</c> a list, <c>{T}</c> a map, <c>A|B</c> a union, <c>#Name</c> a nested type,
/// <c>%Name</c> an enum.
/// </summary>
static class FactTypeParser
{
    static readonly Dictionary<string, ScalarKind> Scalars = new()
    {
        ["string"] = ScalarKind.Text,
        ["int"] = ScalarKind.Whole,
        ["double"] = ScalarKind.Number,
        ["bool"] = ScalarKind.Bool,
        ["any"] = ScalarKind.Any,
        ["json"] = ScalarKind.Json,
        ["asset"] = ScalarKind.Asset,
        ["archive"] = ScalarKind.Archive,
        ["assetOrArchive"] = ScalarKind.AssetOrArchive,
    };

    /// <returns>The type, or null when the text is not in the notation.</returns>
    public static FactType? Parse(string text)
    {
        var cases = SplitUnion(text);
        if (cases.Count == 1)
            return ParseSingle(text);
        var parsed = cases.Select(ParseSingle).ToList();
        return parsed.Contains(null) ? null : new FactType.Union(parsed!);
    }

    static FactType? ParseSingle(string text)
    {
        if (Scalars.TryGetValue(text, out var kind))
            return new FactType.Scalar(kind);
        if (text.Length < 2)
            return null;
        var inside = text.Substring(1, text.Length - 2);
        return (text[0], text[text.Length - 1]) switch
        {
            ('[', ']') => Parse(inside) is { } element ? new FactType.List(element) : null,
            ('{', '}') => Parse(inside) is { } value ? new FactType.Map(value) : null,
            ('#', _) => new FactType.Nested(text.Substring(1)),
            ('%', _) => new FactType.Enumeration(text.Substring(1)),
            _ => null,
        };
    }

    static List<string> SplitUnion(string text)
    {
        var cases = new List<string>();
        var depth = 0;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '[' or '{')
                depth++;
            else if (text[i] is ']' or '}')
                depth--;
            else if (text[i] == '|' && depth == 0)
            {
                cases.Add(text.Substring(start, i - start));
                start = i + 1;
            }
        }
        cases.Add(text.Substring(start));
        return cases;
    }
}

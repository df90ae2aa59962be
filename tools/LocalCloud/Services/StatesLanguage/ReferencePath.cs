using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CloudStacks.LocalCloud.Services.StatesLanguage;

/// <summary>The JSONPath that definitions here use: <c>$</c>, or <c>$$</c> for the context object, followed by <c>.name</c>.</summary>
internal sealed partial class ReferencePath
{
    private readonly string _text;
    private readonly string[] _names;
    private readonly bool _ofContext;

    private ReferencePath(string text) =>
        (_text, _names, _ofContext) = (text, text.Split('.')[1..], text.StartsWith("$$", StringComparison.Ordinal));

    /// <summary>The whole input.</summary>
    public static ReferencePath Whole { get; } = new("$");

    /// <summary>Reads a path. Throws <see cref="FormatException"/> naming the place and what is not modelled.</summary>
    public static ReferencePath Parse(string text, string place) => Form().IsMatch(text)
        ? new(text)
        : throw new FormatException($"{place} is '{text}'; the local cloud models $ or $$ followed by .name, without intrinsic functions, indexes and filters");

    /// <summary>What stands at the path; false where there is no such place.</summary>
    public bool TryRead(JsonNode? input, JsonNode? context, out JsonNode? value)
    {
        value = _ofContext ? context : input;
        foreach (var name in _names)
        {
            if (value is not JsonObject members || !members.TryGetPropertyValue(name, out value))
            {
                return false;
            }
        }
        value = value?.DeepClone();
        return true;
    }

    /// <summary>What stands at the path. Throws the given error where there is no such place.</summary>
    public JsonNode? Read(JsonNode? input, JsonNode? context, string field, string error) => TryRead(input, context, out var value)
        ? value
        : throw new StateError(error, $"the path '{_text}' of the field '{field}' was not found in the {(_ofContext ? $"context {context?.ToJsonString()}" : $"input {input?.ToJsonString()}")}");

    /// <summary>The input with a result put at the path, members on the way made where they are missing.</summary>
    public JsonNode? Put(JsonNode? input, JsonNode? result)
    {
        if (_names is [])
        {
            return result?.DeepClone();
        }
        var whole = input?.DeepClone() as JsonObject ?? throw NoMatch(input);
        var at = whole;
        foreach (var name in _names[..^1])
        {
            at[name] ??= new JsonObject();
            at = at[name] as JsonObject ?? throw NoMatch(input);
        }
        at[_names[^1]] = result?.DeepClone();
        return whole;
    }

    public override string ToString() => _text;

    private StateError NoMatch(JsonNode? input) => new(StateError.ResultPathMatchFailure, $"the ResultPath '{_text}' cannot be applied to the input {input?.ToJsonString() ?? "null"}");

    [GeneratedRegex(@"\A\$\$?(\.[A-Za-z_][A-Za-z0-9_]*)*\z")]
    private static partial Regex Form();
}

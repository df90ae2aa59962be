using System.Text.Json;

namespace CloudStacks.Generator.Model;

/// <summary>Reads JSON so that whatever is wrong names its place.</summary>
static class JsonReading
{
    public static JsonElement Member(this JsonElement element, string name, JsonValueKind kind, string place)
    {
        if (!element.TryGetProperty(name, out var value))
            throw new FactsException(Diagnostics.BadShape, place, $"found no '{name}', expected {Describe(kind)}");
        if (value.ValueKind != kind)
            throw new FactsException(Diagnostics.BadShape, $"{place} › {name}", $"found {Describe(value.ValueKind)}, expected {Describe(kind)}");
        return value;
    }

    public static string Text(this JsonElement element, string name, string place) =>
        element.Member(name, JsonValueKind.String, place).GetString()!;

    /// <summary>A list of text, empty when it is absent.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name, string place)
    {
        if (!element.TryGetProperty(name, out _))
            return [];
        var items = element.Member(name, JsonValueKind.Array, place).EnumerateArray().ToList();
        return items.TrueForAll(i => i.ValueKind == JsonValueKind.String)
            ? items.ConvertAll(i => i.GetString()!)
            : throw new FactsException(Diagnostics.BadShape, $"{place} › {name}", "found an item that is not text");
    }

    /// <summary>A text, whole number, number or truth value; null when it is absent.</summary>
    public static object? Value(this JsonElement element, string name, string place) =>
        element.TryGetProperty(name, out var value) ? value.Simple($"{place} › {name}") : null;

    public static object Simple(this JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt32(out var whole) => whole,
        JsonValueKind.Number => value.GetDouble(),
        _ => throw new FactsException(Diagnostics.BadShape, place, $"found {Describe(value.ValueKind)}, expected a text, number or truth value"),
    };

    static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}

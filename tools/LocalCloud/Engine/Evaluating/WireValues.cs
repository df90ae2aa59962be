using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pulumi;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Between the values that the SDK hands to its mocks and JSON.</summary>
/// <param name="programFolder">The folder to which relative paths of assets refer.</param>
internal sealed class WireValues(string programFolder)
{
    public JsonObject ToJson(IEnumerable<KeyValuePair<string, object>> properties)
    {
        var json = new JsonObject();
        foreach (var (name, value) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            json[name] = ToJson(value);
        return json;
    }

    public JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double or float or decimal or int or long or short or byte => Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        AssetOrArchive asset => new AssetContent(programFolder).Mark(asset),
        Resource resource => JsonValue.Create($"{resource.GetResourceType()}::{resource.GetResourceName()}"),
        IDictionary map => ToJson(Entries(map)),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(ToJson)]),
        _ => FromType(value),
    };

    /// <summary>The entries of a dictionary of whatever type.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries(IDictionary map) =>
        map.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, map[key]!));

    /// <summary>What the SDK's mocks may return: text, booleans, doubles, immutable arrays and dictionaries.</summary>
    public static object? FromJson(JsonNode? node) => node switch
    {
        JsonObject map => map.Where(p => p.Value is not null).ToImmutableDictionary(p => p.Key, p => FromJson(p.Value)!),
        JsonArray items => items.Select(FromJson).ToImmutableArray(),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        JsonValue value => JsonDocument.Parse(value.ToJsonString()).RootElement.GetDouble(),
        _ => null,
    };

    // The wire knows doubles only; whole numbers are written as such. A parsed number can be read as any type that it fits.
    private static JsonNode? Number(double number) =>
        JsonNode.Parse(double.IsInteger(number) && Math.Abs(number) < 1e15 ? ((long)number).ToString(CultureInfo.InvariantCulture) : JsonSerializer.Serialize(number));

    /// <summary>An output type of a provider package: its public fields are its properties; enums are their value.</summary>
    private JsonNode FromType(object value)
    {
        var fields = value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public);
        if (fields.Length == 0)
            return JsonValue.Create(value.ToString()!);
        return ToJson(fields.Select(f => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(f.Name), f.GetValue(value)!)));
    }
}

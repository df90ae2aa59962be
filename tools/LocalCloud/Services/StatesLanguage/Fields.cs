using System.Globalization;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.StatesLanguage;

/// <summary>The members of one object of a definition. A member that is not modelled is refused by its place, as a JSON Pointer.</summary>
internal sealed class Fields
{
    private readonly JsonObject _json;

    /// <summary>Throws <see cref="FormatException"/> where the node is no object or has a member that is not modelled.</summary>
    public Fields(JsonNode? json, string place, params string[] modelled)
    {
        Place = place;
        _json = json as JsonObject ?? throw new FormatException($"{Name(place)} is {json?.ToJsonString() ?? "missing"}; expected an object");
        foreach (var (name, _) in _json.Where(member => !modelled.Contains(member.Key)))
        {
            throw new FormatException($"{At(name)} is not modelled by the local cloud; {Name(place)} may have {string.Join(", ", modelled)}");
        }
    }

    /// <summary>Where the object stands in the definition.</summary>
    public string Place { get; }

    public JsonNode? this[string name] => _json[name];

    /// <summary>The place of a member.</summary>
    public string At(string name) => $"{Place}/{name}";

    public bool Has(string name) => _json.ContainsKey(name);

    public string? Text(string name) => _json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw Expected(name, other, "text"),
    };

    public string Required(string name) => Text(name) ?? throw Expected(name, null, "text");

    /// <summary>A text that must be one of some.</summary>
    public string Choice(string name, params string[] choices) =>
        Required(name) is var text && choices.Contains(text) ? text : throw Expected(name, _json[name], string.Join(" or ", choices));

    public bool? Flag(string name) => _json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        var other => throw Expected(name, other, "true or false"),
    };

    public int? Whole(string name, int min, int max) => Number(name, min, max) is not { } number
        ? null
        : double.IsInteger(number) ? (int)number : throw Expected(name, _json[name], "a whole number");

    public double? Number(string name, double min, double max) => _json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<double>(out var number) && number >= min && number <= max => number,
        var other => throw Expected(name, other, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}")),
    };

    public ReferencePath? Path(string name) => Text(name) is { } text ? ReferencePath.Parse(text, At(name)) : null;

    public PayloadTemplate? Template(string name) => Has(name) ? PayloadTemplate.Parse(_json[name], At(name)) : null;

    public IReadOnlyList<JsonNode?> List(string name) => _json[name] switch
    {
        null => [],
        JsonArray { Count: > 0 } items => [.. items],
        var other => throw Expected(name, other, "a list with entries"),
    };

    public FormatException Expected(string name, JsonNode? found, string expected) =>
        new($"{At(name)} is {found?.ToJsonString() ?? "missing"}; expected {expected}");

    private static string Name(string place) => place.Length == 0 ? "the definition" : place;
}

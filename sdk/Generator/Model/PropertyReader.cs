using System.Text.Json;

namespace CloudStacks.Generator.Model;

/// <summary>Reads the properties of a resource, function or nested type.</summary>
static class PropertyReader
{
    public static IReadOnlyList<PropertyFacts>? ReadOptional(JsonElement owner, string name, string place) =>
        owner.TryGetProperty(name, out _) ? Read(owner, name, place) : null;

    public static IReadOnlyList<PropertyFacts> Read(JsonElement owner, string name, string place) =>
        [.. owner.Member(name, JsonValueKind.Object, place).EnumerateObject()
            .Select(p => ReadProperty(p.Name, p.Value, $"{place} › {name} › {p.Name}"))];

    // A property is its type alone, or an object when there is more to say.
    static PropertyFacts ReadProperty(string wireName, JsonElement element, string place) => element.ValueKind switch
    {
        JsonValueKind.String => Build(wireName, element.GetString()!, default, place),
        JsonValueKind.Object => Build(wireName, element.Text("type", place), element, place),
        _ => throw new FactsException(Diagnostics.BadShape, place, "expected a type or an object"),
    };

    static PropertyFacts Build(string wireName, string notation, JsonElement more, string place)
    {
        var isOptional = notation.EndsWith("?", StringComparison.Ordinal);
        var text = isOptional ? notation.Substring(0, notation.Length - 1) : notation;
        var type = FactTypeParser.Parse(text)
            ?? throw new FactsException(Diagnostics.BadType, place, $"found '{notation}', expected for example 'string?', '[int]' or '#S3.BucketGrant'");
        if (more.ValueKind != JsonValueKind.Object)
            return new PropertyFacts(wireName, Pascal(wireName), type, isOptional, false, null, null, []);
        var isSecret = more.TryGetProperty("secret", out var secret) && secret.ValueKind == JsonValueKind.True;
        var member = more.TryGetProperty("name", out _) ? more.Text("name", place) : Pascal(wireName);
        return new PropertyFacts(
            wireName, member, type, isOptional, isSecret, more.Value("const", place), more.Value("default", place), more.Texts("env", place));
    }

    static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);
}

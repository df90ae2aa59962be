using System.Text.Json;

namespace CloudStacks.Generator.Model;

/// <summary>Reads a facts.json.</summary>
static class FactsReader
{
    /// <exception cref="FactsException">The text is not JSON, or not the JSON of facts.</exception>
    public static PackageFacts Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? ReadPackage(root)
                : throw new FactsException(Diagnostics.BadShape, "the file", "expected one object");
        }
        catch (JsonException error)
        {
            throw new FactsException(Diagnostics.NotJson, "the file", error.Message, (int)(error.LineNumber ?? 0));
        }
    }

    static PackageFacts ReadPackage(JsonElement root) => new(
        root.Text("package", "the file"),
        root.Text("version", "the file"),
        root.Text("namespace", "the file"),
        ReadStyle(root.Text("style", "the file")),
        [.. Entries(root, "resources").Select(e => ReadResource(e.Key, e.Value, e.Place))],
        [.. Entries(root, "functions").Select(e => ReadFunction(e.Key, e.Value, e.Place))],
        Entries(root, "types").ToDictionary(e => e.Key, e => ReadNestedType(e.Key, e.Value, e.Place)),
        Entries(root, "enums").ToDictionary(e => e.Key, e => ReadEnum(e.Key, e.Value, e.Place)));

    static NamingStyle ReadStyle(string text) => text switch
    {
        "plain" => NamingStyle.Plain,
        "terraform" => NamingStyle.Terraform,
        "kubernetes" => NamingStyle.Kubernetes,
        _ => throw new FactsException(Diagnostics.BadShape, "style", $"found '{text}', expected plain, terraform or kubernetes"),
    };

    static IEnumerable<(string Key, JsonElement Value, string Place)> Entries(JsonElement root, string section)
    {
        foreach (var entry in root.Member(section, JsonValueKind.Object, "the file").EnumerateObject())
        {
            var place = $"{section} › {entry.Name}";
            if (entry.Value.ValueKind != JsonValueKind.Object)
                throw new FactsException(Diagnostics.BadShape, place, "expected an object");
            yield return (entry.Name, entry.Value, place);
        }
    }

    static ResourceFacts ReadResource(string token, JsonElement element, string place) => new(
        token,
        QualifiedName.Parse(element.Text("name", place)),
        PropertyReader.Read(element, "inputs", place),
        PropertyReader.Read(element, "outputs", place),
        PropertyReader.ReadOptional(element, "state", place),
        element.Texts("aliases", place),
        element.Texts("additionalSecretOutputs", place),
        element.Texts("replaceOnChanges", place));

    static FunctionFacts ReadFunction(string token, JsonElement element, string place) => new(
        token,
        QualifiedName.Parse(element.Text("name", place)),
        PropertyReader.ReadOptional(element, "inputs", place),
        PropertyReader.Read(element, "outputs", place));

    static NestedTypeFacts ReadNestedType(string key, JsonElement element, string place) => new(
        QualifiedName.Parse(key),
        PropertyReader.ReadOptional(element, "in", place),
        PropertyReader.ReadOptional(element, "out", place));

    static EnumFacts ReadEnum(string key, JsonElement element, string place)
    {
        var members = element.EnumerateObject()
            .Select(m => new KeyValuePair<string, object>(m.Name, m.Value.Simple($"{place} › {m.Name}")))
            .ToList();
        return members.TrueForAll(m => m.Value is string) || members.TrueForAll(m => m.Value is int)
            ? new EnumFacts(QualifiedName.Parse(key), members)
            : throw new FactsException(Diagnostics.BadShape, place, "expected members that are all text or all whole numbers");
    }
}

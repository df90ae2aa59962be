using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.StatesLanguage;

/// <summary>JSON in which a member whose name ends in <c>.$</c> stands for what its path selects. https://states-language.net/spec.html#payload-template</summary>
internal sealed class PayloadTemplate
{
    private const string Dynamic = ".$";

    private readonly JsonNode? _template;
    private readonly string _field;

    private PayloadTemplate(JsonNode? template, string field) => (_template, _field) = (template, field);

    /// <summary>Reads a template. Throws <see cref="FormatException"/> naming the place of a path that is not modelled.</summary>
    public static PayloadTemplate Parse(JsonNode? template, string place)
    {
        Check(template, place);
        return new(template?.DeepClone(), place[(place.LastIndexOf('/') + 1)..]);
    }

    /// <summary>The JSON with every path replaced. Throws <see cref="StateError"/> where one finds nothing.</summary>
    public JsonNode? Fill(JsonNode? input, JsonNode? context) => Fill(_template, input, context);

    private JsonNode? Fill(JsonNode? template, JsonNode? input, JsonNode? context) => template switch
    {
        JsonObject members => new JsonObject(members.Select(member => member.Key.EndsWith(Dynamic, StringComparison.Ordinal)
            ? KeyValuePair.Create(member.Key[..^Dynamic.Length], PathOf(member, _field).Read(input, context, $"{_field}.{member.Key}", StateError.ParameterPathFailure))
            : KeyValuePair.Create(member.Key, Fill(member.Value, input, context)))),
        JsonArray items => new JsonArray([.. items.Select(item => Fill(item, input, context))]),
        _ => template?.DeepClone(),
    };

    private static void Check(JsonNode? template, string place)
    {
        if (template is JsonArray items)
        {
            for (var at = 0; at < items.Count; at++)
            {
                Check(items[at], FormattableString.Invariant($"{place}/{at}"));
            }
        }
        foreach (var member in template as JsonObject ?? [])
        {
            if (member.Key.EndsWith(Dynamic, StringComparison.Ordinal))
            {
                PathOf(member, place);
            }
            else
            {
                Check(member.Value, $"{place}/{member.Key}");
            }
        }
    }

    private static ReferencePath PathOf(KeyValuePair<string, JsonNode?> member, string place) =>
        member.Value is JsonValue value && value.TryGetValue<string>(out var path)
            ? ReferencePath.Parse(path, $"{place}/{member.Key}")
            : throw new FormatException($"{place}/{member.Key} is {member.Value?.ToJsonString() ?? "null"}; expected a path as text");
}

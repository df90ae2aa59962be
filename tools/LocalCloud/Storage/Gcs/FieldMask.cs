using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Storage.Gcs;

/// <summary>
/// The parameter <c>fields</c> of a partial response, such as <c>items(name,size),nextPageToken</c>:
/// https://docs.cloud.google.com/storage/docs/json_api#partial-response.
/// </summary>
internal sealed class FieldMask
{
    private readonly Dictionary<string, FieldMask?> _fields = new(StringComparer.Ordinal);

    private FieldMask()
    {
    }

    /// <summary>Reads names, commas and parentheses. Throws the refusal of anything else.</summary>
    public static FieldMask Parse(string text)
    {
        var at = 0;
        var mask = Read(text, ref at);
        return at == text.Length ? mask : throw Bad(text);
    }

    /// <summary>A copy of what the mask names; lists are cut entry by entry.</summary>
    public JsonObject Apply(JsonObject document)
    {
        var copy = new JsonObject();
        foreach (var (name, inner) in _fields)
        {
            if (document[name] is { } value)
            {
                copy[name] = Cut(value, inner);
            }
        }
        return copy;
    }

    private static JsonNode? Cut(JsonNode? value, FieldMask? mask) => (value, mask) switch
    {
        (JsonArray items, { }) => new JsonArray([.. items.Select(item => Cut(item, mask))]),
        (JsonObject member, { }) => mask.Apply(member),
        _ => value?.DeepClone(),
    };

    private static FieldMask Read(string text, ref int at)
    {
        var mask = new FieldMask();
        do
        {
            var start = at;
            while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
            {
                at++;
            }
            var name = at > start ? text[start..at] : throw Bad(text);
            mask._fields[name] = Take(text, '(', ref at) ? Read(text, ref at) : null;
            if (mask._fields[name] is not null && !Take(text, ')', ref at))
            {
                throw Bad(text);
            }
        }
        while (Take(text, ',', ref at));
        return mask;
    }

    private static bool Take(string text, char wanted, ref int at)
    {
        var found = at < text.Length && text[at] == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private static GcsRefusal Bad(string text) => GcsRefusal.Invalid($"Invalid field selection '{text}': expected names with commas, and parentheses around those of a member");
}

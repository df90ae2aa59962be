using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>What stands in a state instead of values that must not: secrets as salted hashes, assets as hashes of their content.</summary>
internal static class Redaction
{
    /// <summary>What is printed for a secret.</summary>
    public const string Masked = "[secret]";

    private const string Secret = "$secret";
    private const string Asset = "$asset";

    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static JsonObject SecretMark(JsonNode? value, string salt)
    {
        var mac = HMACSHA256.HashData(Convert.FromHexString(salt), Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null"));
        return new JsonObject { [Secret] = Convert.ToHexStringLower(mac) };
    }

    /// <summary>The mark of an asset or archive: its content's hash, and its path or its text for who must read it.</summary>
    public static JsonObject AssetMark(string hash, string? path, string? text = null)
    {
        var mark = new JsonObject { [Asset] = hash, ["path"] = path };
        if (text is not null)
            mark["text"] = text;
        return mark;
    }

    public static bool IsSecret(JsonNode? node) => node is JsonObject { Count: 1 } mark && mark.ContainsKey(Secret);

    public static string? ContentHash(JsonNode? node) => node is JsonObject { Count: 2 or 3 } mark ? (string?)mark[Asset] : null;

    /// <summary>Replaces the values at the given places by their marks.</summary>
    public static JsonObject Hide(JsonObject properties, IEnumerable<PropertyPath> secrets, string salt)
    {
        var hidden = properties.DeepClone().AsObject();
        foreach (var path in secrets)
            HideAt(hidden, path, salt);
        return hidden;
    }

    private static void HideAt(JsonNode? node, PropertyPath path, string salt)
    {
        for (var i = 0; i < path.Segments.Length && node is not null; i++)
        {
            var segment = path.Segments[i];
            var last = i == path.Segments.Length - 1;
            if (node is JsonObject value && value.ContainsKey(segment))
            {
                if (last && !IsSecret(value[segment]))
                    value[segment] = SecretMark(value[segment], salt);
                node = value[segment];
            }
            else if (node is JsonArray items && int.TryParse(segment, out var index) && index < items.Count)
            {
                if (last)
                    items[index] = SecretMark(items[index], salt);
                node = items[index];
            }
            else
            {
                // Not on the wire under this path (a value given as JSON text, say): nothing smaller than the property can be hidden.
                return;
            }
        }
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models;

/// <summary>
/// Fills templates of ids and addresses: <c>{name} {id}</c>, the provider's places such as <c>{region} {account}</c>, <c>{hex}</c> (17 digits as in
/// EC2 ids), <c>{hex:purpose}</c> for another id of the same resource, <c>{other}</c> for an input or an output computed before.
/// </summary>
internal sealed partial class ResourceTemplate(
    ResourceIdentity identity, JsonObject inputs, JsonObject outputs, string? nameInput, IReadOnlyDictionary<string, string> places)
{
    public string Fill(string template, string id = "") => Placeholder().Replace(template, match => Value(match.Groups[1].Value, id));

    private string Value(string placeholder, string id) => placeholder switch
    {
        "id" => id,
        "name" when nameInput is not null => (string)outputs[nameInput]!,
        _ when places.TryGetValue(placeholder, out var place) => place,
        _ when placeholder.StartsWith("hex", StringComparison.Ordinal) => "0" + PhysicalName.Hex(identity, 16, placeholder),
        _ => (outputs[placeholder] ?? inputs[placeholder])?.ToString() ?? "",
    };

    [GeneratedRegex(@"\{([A-Za-z0-9:]+)\}")]
    private static partial Regex Placeholder();
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>
/// Fills templates of ids and ARNs: <c>{name} {id} {region} {account} {partition} {hex}</c> (17 digits as in EC2 ids),
/// <c>{hex:purpose}</c> for another id of the same resource, <c>{other}</c> for an input or an output computed before.
/// </summary>
internal sealed partial class AwsTemplate(ResourceIdentity identity, JsonObject inputs, JsonObject outputs, string? nameInput)
{
    /// <summary>The account of the local cloud: no account has this number.</summary>
    public const string Account = "000000000000";

    /// <summary>The partition of the local cloud.</summary>
    public const string Partition = "aws";

    public static string? Region(ResourceIdentity identity, JsonObject inputs) =>
        (string?)inputs["region"] ?? (string?)identity.ProviderConfig["region"];

    public string Fill(string template, string id = "") => Placeholder().Replace(template, match => Value(match.Groups[1].Value, id));

    private string Value(string placeholder, string id) => placeholder switch
    {
        "id" => id,
        "account" => Account,
        "partition" => Partition,
        "name" when nameInput is not null => (string)outputs[nameInput]!,
        "region" => Region(identity, inputs) ?? "",
        _ when placeholder.StartsWith("hex", StringComparison.Ordinal) => "0" + PhysicalName.Hex(identity, 16, placeholder),
        _ => (outputs[placeholder] ?? inputs[placeholder])?.ToString() ?? "",
    };

    [GeneratedRegex(@"\{([A-Za-z0-9:]+)\}")]
    private static partial Regex Placeholder();
}

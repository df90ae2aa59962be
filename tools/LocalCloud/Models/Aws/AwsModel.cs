using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>
/// An AWS resource type. What replaces is the provider's schema (ForceNew,
/// https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service).
/// </summary>
internal class AwsModel(string type) : ProviderModel(type)
{
    /// <summary>Inputs that hold a JSON document.</summary>
    public string[] Documents { get; init; } = [];

    /// <summary>Whether the service has no regions, as IAM.</summary>
    public bool Global { get; init; }

    protected override IEnumerable<string> PlaceInputs => ["region"];

    protected override IEnumerable<string> NameInputs => NameInput is null ? [] : [NameInput, PrefixInput];

    private string PrefixInput => NameInput == "bucket" ? "bucketPrefix" : NameInput + "Prefix";

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if (!Global && AwsTemplate.Region(identity, inputs) is null)
            yield return "no region is set; expected aws:region or the provider's region";
        foreach (var name in Documents)
        {
            if (DocumentProblem(inputs[name]) is { } problem)
                yield return $"input '{name}' is not a JSON document: {problem}";
        }
    }

    protected override IReadOnlyDictionary<string, string> Places(ResourceIdentity identity, JsonObject inputs) => new Dictionary<string, string>
    {
        ["account"] = AwsTemplate.Account,
        ["partition"] = AwsTemplate.Partition,
        ["region"] = AwsTemplate.Region(identity, inputs) ?? "",
    };

    protected override void AddOwn(ResourceIdentity identity, JsonObject inputs, JsonObject outputs)
    {
        if (!Global)
            outputs["region"] = AwsTemplate.Region(identity, inputs);
        if (inputs["tags"] is JsonObject tags)
            outputs["tagsAll"] = tags.DeepClone();
    }

    // The provider appends 26 characters to a prefix: https://registry.terraform.io/providers/hashicorp/aws/latest/docs (name_prefix)
    protected override string MakeName(ResourceIdentity identity, JsonObject inputs) =>
        (string?)inputs[PrefixInput] is { } prefix ? prefix + PhysicalName.Hex(identity, 26) : base.MakeName(identity, inputs);

    private static string? DocumentProblem(JsonNode? document)
    {
        if (document is null)
            return null;
        try
        {
            using var parsed = JsonDocument.Parse((string?)document ?? "");
            return parsed.RootElement.ValueKind == JsonValueKind.Object ? null : $"it is {parsed.RootElement.ValueKind}; expected an object";
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }
}

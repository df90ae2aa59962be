using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Aws;

/// <summary>
/// An AWS resource type as a row of facts: which inputs it honours, which of them replace it, how its provider names it and what
/// it computes. Types that do more derive from it. What replaces is the provider's schema (ForceNew,
/// https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service).
/// </summary>
internal class AwsModel(string type) : IResourceModel
{
    public string Type { get; } = type;

    /// <summary>The input that names the resource and that Pulumi fills in; null where it has no name of its own.</summary>
    public string? NameInput { get; init; }

    /// <summary>Inputs that a resource can only have from its creation on; paths below an input are allowed.</summary>
    public string[] Fixed { get; init; } = [];

    /// <summary>Inputs that can be changed in place.</summary>
    public string[] Mutable { get; init; } = [];

    /// <summary>Inputs that hold a JSON document.</summary>
    public string[] Documents { get; init; } = [];

    /// <summary>The template of the id; see <see cref="AwsTemplate"/>.</summary>
    public string Id { get; init; } = "{name}";

    /// <summary>Templates of computed outputs, in the order in which they may use one another.</summary>
    public (string Output, string Template)[] Computed { get; init; } = [];

    /// <summary>Inputs that must name something deployed.</summary>
    public Reference[] References { get; init; } = [];

    /// <summary>What must be gone before this can be deleted.</summary>
    public Holder[] HeldBy { get; init; } = [];

    /// <summary>Whether the service has no regions, as IAM.</summary>
    public bool Global { get; init; }

    public IReadOnlySet<string> ReplaceOn => field ??= Fixed.Concat(NameInputs).Append("region").ToFrozenSet();

    private FrozenSet<string> Honoured => field ??= Mutable.Concat(ReplaceOn).Select(path => path.Split('.')[0]).ToFrozenSet();

    private IEnumerable<string> NameInputs => NameInput is null ? [] : [NameInput, PrefixInput];

    private string PrefixInput => NameInput == "bucket" ? "bucketPrefix" : NameInput + "Prefix";

    /// <summary>
    /// A name that the program fixes and keeps cannot be had twice, so the bridge asks for deletion first
    /// (nameRequiresDeleteBeforeReplace in https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go).
    /// </summary>
    public bool DeletesBeforeReplace(JsonObject before, JsonObject after) =>
        NameInput is not null && after[NameInput] is not null && JsonNode.DeepEquals(before[NameInput], after[NameInput]);

    public virtual IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var (name, _) in inputs.Where(input => !Honoured.Contains(input.Key)))
            yield return $"the local cloud does not model input '{name}'; it honours {string.Join(", ", Honoured.Order(StringComparer.Ordinal))}";
        if (!Global && AwsTemplate.Region(identity, inputs) is null)
            yield return "no region is set; expected aws:region or the provider's region";
        foreach (var name in Documents)
        {
            if (DocumentProblem(inputs[name]) is { } problem)
                yield return $"input '{name}' is not a JSON document: {problem}";
        }
    }

    public virtual (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var outputs = new JsonObject();
        if (!Global)
            outputs["region"] = AwsTemplate.Region(identity, inputs);
        if (NameInput is not null)
            outputs[NameInput] = Name(identity, inputs);
        if (inputs["tags"] is JsonObject tags)
            outputs["tagsAll"] = tags.DeepClone();
        var template = new AwsTemplate(identity, inputs, outputs, NameInput);
        // What the id is made of comes before it, what is made of the id after it.
        var id = "";
        foreach (var afterId in new[] { false, true })
        {
            foreach (var (output, text) in Computed.Where(computed => computed.Template.Contains("{id}", StringComparison.Ordinal) == afterId))
                outputs[output] ??= inputs[output]?.DeepClone() ?? template.Fill(text, id);
            if (!afterId)
                id = template.Fill(Id);
        }
        return (id, outputs);
    }

    public virtual Task CreateAsync(ResourceChange change, CancellationToken cancellationToken) => RequireReferences(change);

    public virtual Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken) => RequireReferences(change);

    public virtual Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        foreach (var holder in HeldBy)
        {
            if (change.Deployed.FirstOrDefault(other => holder.Holds(other, change.Resource)) is { } found)
                throw new ProviderException($"{holder.Error} ({found.Type} '{found.Name}' uses '{change.Resource.Id}'.) Let it depend on this resource through its inputs or DependsOn, so that it goes first.");
        }
        return Task.CompletedTask;
    }

    private Task RequireReferences(ResourceChange change)
    {
        foreach (var reference in References)
        {
            var wanted = change.Resource.Text(reference.Input);
            if (wanted is not null && !change.Deployed.Any(other => reference.Matches(other, wanted)))
                throw new ProviderException($"{reference.Error}: input '{reference.Input}' is '{wanted}'; expected one that this stack declares.");
        }
        return Task.CompletedTask;
    }

    private string Name(ResourceIdentity identity, JsonObject inputs)
    {
        if ((string?)inputs[NameInput!] is { } fixedName)
            return fixedName;
        // The provider appends 26 characters to a prefix: https://registry.terraform.io/providers/hashicorp/aws/latest/docs (name_prefix)
        return (string?)inputs[PrefixInput] is { } prefix ? prefix + PhysicalName.Hex(identity, 26) : PhysicalName.Auto(identity);
    }

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

/// <summary>An input that must name a deployed resource, by its id, ARN or name.</summary>
internal sealed record Reference(string Input, string Type, string Error)
{
    public bool Matches(DeployedResource other, string wanted) =>
        other.Type == Type && (other.Id == wanted || other.Text("arn") == wanted || other.Text("name") == wanted);
}

/// <summary>A type whose input, at a path, keeps this resource from being deleted while it names it.</summary>
internal sealed record Holder(string Type, string Input, string Error)
{
    public bool Holds(DeployedResource other, DeployedResource held) =>
        other.Type == Type && Values(other.Inputs, Input.Split('.')).Any(value => value == held.Id || value == held.Text("arn"));

    private static IEnumerable<string> Values(JsonNode? node, ReadOnlyMemory<string> path) => node switch
    {
        JsonArray items => items.SelectMany(item => Values(item, path)),
        JsonObject map when !path.IsEmpty => Values(map[path.Span[0]], path[1..]),
        JsonValue value when path.IsEmpty && value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}

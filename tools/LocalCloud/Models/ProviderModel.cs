using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models;

/// <summary>
/// A resource type as a row of facts: which inputs it honours, which of them replace it, how its provider names it and what it
/// computes. Types that do more derive from their provider's rows.
/// </summary>
internal abstract class ProviderModel(string type) : IResourceModel
{
    public string Type { get; } = type;

    /// <summary>The input that names the resource and that Pulumi fills in; null where it has no name of its own.</summary>
    public string? NameInput { get; init; }

    /// <summary>Inputs that a resource can only have from its creation on; paths below an input are allowed.</summary>
    public string[] Fixed { get; init; } = [];

    /// <summary>Inputs that can be changed in place.</summary>
    public string[] Mutable { get; init; } = [];

    /// <summary>The template of the id; see <see cref="ResourceTemplate"/>.</summary>
    public string Id { get; init; } = "{name}";

    /// <summary>Templates of computed outputs, in the order in which they may use one another.</summary>
    public (string Output, string Template)[] Computed { get; init; } = [];

    /// <summary>Inputs that must name something deployed.</summary>
    public Reference[] References { get; init; } = [];

    /// <summary>What must be gone before this can be deleted.</summary>
    public Holder[] HeldBy { get; init; } = [];

    /// <inheritdoc/>
    public bool MayBeShared { get; init; }

    public IReadOnlySet<string> ReplaceOn => field ??= Fixed.Concat(NameInputs).Concat(PlaceInputs).ToFrozenSet();

    /// <summary>The inputs that say where a resource is.</summary>
    protected abstract IEnumerable<string> PlaceInputs { get; }

    /// <summary>The inputs that make the name.</summary>
    protected virtual IEnumerable<string> NameInputs => NameInput is null ? [] : [NameInput];

    private FrozenSet<string> Honoured => field ??= Mutable.Concat(ReplaceOn).Select(path => path.Split('.')[0]).ToFrozenSet();

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
    }

    public virtual (string Id, JsonObject Outputs) Describe(ResourceIdentity identity, JsonObject inputs)
    {
        var outputs = new JsonObject();
        if (NameInput is not null)
            outputs[NameInput] = (string?)inputs[NameInput] ?? MakeName(identity, inputs);
        AddOwn(identity, inputs, outputs);
        var template = new ResourceTemplate(identity, inputs, outputs, NameInput, Places(identity, inputs));
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

    public virtual Task CreateAsync(ResourceChange change, CancellationToken cancellationToken) => AcceptAsync(change);

    public virtual Task UpdateAsync(ResourceChange change, CancellationToken cancellationToken) => AcceptAsync(change);

    public virtual Task DeleteAsync(ResourceChange change, CancellationToken cancellationToken)
    {
        foreach (var holder in HeldBy)
        {
            if (change.Deployed.FirstOrDefault(other => holder.Holds(other, change.Resource)) is { } found)
                throw new ProviderException($"{holder.Error} ({found.Type} '{found.Name}' uses '{change.Resource.Id}'.) Let it depend on this resource through its inputs or DependsOn, so that it goes first.");
        }
        return Task.CompletedTask;
    }

    /// <summary>What templates may name beside inputs and outputs, such as <c>region</c>.</summary>
    protected abstract IReadOnlyDictionary<string, string> Places(ResourceIdentity identity, JsonObject inputs);

    /// <summary>Adds the outputs that every resource of the provider has.</summary>
    protected abstract void AddOwn(ResourceIdentity identity, JsonObject inputs, JsonObject outputs);

    /// <summary>The name of a resource whose program gives none.</summary>
    protected virtual string MakeName(ResourceIdentity identity, JsonObject inputs) => PhysicalName.Auto(identity);

    /// <summary>What must hold among the deployed resources for this one to be created or changed. Throws <see cref="ProviderException"/>.</summary>
    protected virtual void Require(ResourceChange change)
    {
    }

    private Task AcceptAsync(ResourceChange change)
    {
        foreach (var reference in References)
        {
            var wanted = change.Resource.Text(reference.Input);
            if (wanted is not null && !change.Deployed.Any(other => reference.Matches(other, wanted)))
                throw new ProviderException($"{reference.Error}: input '{reference.Input}' is '{wanted}'; expected one that this stack declares.");
        }
        Require(change);
        return Task.CompletedTask;
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

using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>What a program declares, resolved.</summary>
/// <param name="Resources">The resources, each after what it needs.</param>
/// <param name="Outputs">The program's outputs; secrets are masked.</param>
internal sealed record Evaluation(ImmutableArray<WantedResource> Resources, JsonObject Outputs);

/// <summary>A resource as the program wants it.</summary>
/// <param name="Resource">What would stand in the state.</param>
/// <param name="PropertyDependencies">URNs that each input's value comes from.</param>
internal sealed record WantedResource(DeployedResource Resource, ImmutableDictionary<string, ImmutableArray<string>> PropertyDependencies);

/// <summary>What an evaluation must know about the state: ids follow from what stands there and from what will be replaced.</summary>
/// <param name="Prior">The deployed resources by URN.</param>
/// <param name="Replaced">URNs of deployed resources that get a successor.</param>
/// <param name="Taken">The last generation of each URN whose resource still awaits deletion.</param>
/// <param name="Salt">The salt of the state's secret hashes.</param>
internal sealed record EvaluationBasis(
    ImmutableDictionary<string, DeployedResource> Prior,
    ImmutableHashSet<string> Replaced,
    ImmutableDictionary<string, int> Taken,
    string Salt)
{
    public static EvaluationBasis From(StackRecord record) => new(
        record.Resources.ToImmutableDictionary(resource => resource.Urn),
        [],
        record.Replaced.GroupBy(resource => resource.Urn).ToImmutableDictionary(group => group.Key, group => group.Max(r => r.Generation)),
        record.Salt);

    /// <summary>The generation of a wanted resource: a successor's is one more than any before it.</summary>
    public int Generation(string urn, DeployedResource? prior)
    {
        if (prior is not null)
            return Replaced.Contains(prior.Urn) ? prior.Generation + 1 : prior.Generation;
        return Taken.TryGetValue(urn, out var last) ? last + 1 : 0;
    }

    /// <summary>The deployed resource that a wanted one continues, by its URN or one that it had.</summary>
    public DeployedResource? Find(string urn, IEnumerable<string> aliases) =>
        aliases.Prepend(urn).Select(candidate => Prior.GetValueOrDefault(candidate)).FirstOrDefault(prior => prior is not null);
}

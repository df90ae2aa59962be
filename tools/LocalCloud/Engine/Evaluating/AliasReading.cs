using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>
/// The URNs that a resource had before: its own aliases, and those that follow from its parents' aliases
/// (https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/).
/// </summary>
internal sealed class AliasReading(string stack, string project, Func<Resource, string> urn)
{
    public async Task<ImmutableArray<string>> ReadAsync(Registration registration)
    {
        var found = new List<string>();
        foreach (var input in registration.Options.Aliases)
        {
            if (await OutputUtilities.GetValueAsync(input.ToOutput()) is { } alias)
                found.Add(await UrnAsync(alias, registration));
        }
        if (registration.Parent is { } parent)
        {
            foreach (var former in await ReadAsync(parent))
                found.Add(ResourceUrn.Create(stack, project, former, registration.Type, Renamed(registration.Name, parent.Name, ResourceUrn.Name(former))));
        }
        var current = registration.Urn(stack, project);
        return [.. found.Where(candidate => candidate != current).Distinct()];
    }

    private async Task<string> UrnAsync(Alias alias, Registration registration)
    {
        if (alias.Urn is { } whole)
            return whole;
        var parent = registration.Parent?.Urn(stack, project);
        if (alias.NoParent)
            parent = null;
        else if (alias.Parent is { } other)
            parent = urn(other);
        else if (await TextAsync(alias.ParentUrn) is { } parentUrn)
            parent = parentUrn;
        return ResourceUrn.Create(
            await TextAsync(alias.Stack) ?? stack,
            await TextAsync(alias.Project) ?? project,
            parent,
            await TextAsync(alias.Type) ?? registration.Type,
            await TextAsync(alias.Name) ?? registration.Name);
    }

    private static async Task<string?> TextAsync(Input<string>? input) =>
        input is null ? null : await OutputUtilities.GetValueAsync(input.ToOutput());

    // Children are named after their component, so its former name is in theirs.
    private static string Renamed(string name, string parent, string formerParent) =>
        name.StartsWith(parent, StringComparison.Ordinal) ? formerParent + name[parent.Length..] : name;
}

using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Puts the steps of a plan in order: what is wanted in dependency order, then what goes, backwards.</summary>
internal sealed class PlanBuilder(StackRecord record, IReadOnlyList<Comparison> comparisons)
{
    private readonly ImmutableArray<PlanStep>.Builder steps = ImmutableArray.CreateBuilder<PlanStep>();
    private readonly HashSet<DeployedResource> deletedFirst = new(ReferenceEqualityComparer.Instance);

    public Plan Build()
    {
        foreach (var comparison in comparisons)
            AddWanted(comparison);
        AddDeletions();
        return new(steps.ToImmutable());
    }

    private void AddWanted(Comparison comparison)
    {
        var (before, after) = (comparison.Before, comparison.After);
        if (comparison.Replaces)
        {
            RefuseProtected(before!, "replace");
            if (comparison.DeletesFirst)
                DeleteFirst(before!);
            steps.Add(new(deletedFirst.Contains(before!) ? Operation.Create : Operation.Replace, before, after, comparison.Changed));
        }
        else
        {
            var operation = before is null ? Operation.Create : comparison.Changed.IsEmpty ? Operation.Same : Operation.Update;
            steps.Add(new(operation, before, after, comparison.Changed));
        }
    }

    /// <summary>Deletes a resource and, before it, those that depend on it and are replaced too.</summary>
    private void DeleteFirst(DeployedResource resource)
    {
        var gone = comparisons.Where(c => c.Replaces && !deletedFirst.Contains(c.Before!) && DependsOn(c.Before!, resource.Urn))
            .Select(c => c.Before!).Append(resource).Where(r => !deletedFirst.Contains(r)).ToList();
        foreach (var old in DependencyOrder.Sort(gone).Reverse())
        {
            RefuseProtected(old, "replace");
            deletedFirst.Add(old);
            steps.Add(Deletion(Operation.DeleteReplaced, old, gone));
        }
    }

    private void AddDeletions()
    {
        var kept = comparisons.Where(c => c.Before is not null).Select(c => c.Before!.Urn).ToHashSet();
        var removed = record.Resources.Where(resource => !kept.Contains(resource.Urn)).ToList();
        foreach (var resource in removed)
            RefuseProtected(resource, "delete");
        var replaced = comparisons.Where(c => c.Replaces && !deletedFirst.Contains(c.Before!)).Select(c => c.Before!);
        var going = removed.Concat(replaced).ToHashSet<DeployedResource>(ReferenceEqualityComparer.Instance);
        var ordered = record.Replaced.Concat(record.Resources.Where(going.Contains)).ToList();
        foreach (var old in DependencyOrder.Sort(ordered).Reverse())
            steps.Add(Deletion(removed.Contains(old) ? Operation.Delete : Operation.DeleteReplaced, old, ordered));
    }

    /// <summary>A step that removes a resource while all of <paramref name="going"/> go.</summary>
    public static PlanStep Deletion(Operation operation, DeployedResource resource, IReadOnlyCollection<DeployedResource> going) =>
        new(operation, resource, null, [])
        {
            ForgetOnly = !resource.Options.Custom
                || resource.Options.RetainOnDelete
                || (resource.Options.DeletedWith is { } owner && going.Any(other => other.Urn == owner)),
        };

    public static void RefuseProtected(DeployedResource resource, string what)
    {
        if (resource.Options.Protect)
            throw new EngineException($"{resource.Type} '{resource.Name}' is protected, so the plan may not {what} it. Set Protect = false in the program, run up once, then try again.");
    }

    private bool DependsOn(DeployedResource resource, string urn)
    {
        var needs = record.Resources.ToDictionary(r => r.Urn);
        var seen = new HashSet<string>();
        return Reaches(resource);

        bool Reaches(DeployedResource from) =>
            from.DependsOn.Any(next => next == urn || (seen.Add(next) && needs.TryGetValue(next, out var found) && Reaches(found)));
    }
}

using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>Compares what a program wants with what is deployed.</summary>
internal sealed class Planner(ResourceModels models)
{
    /// <summary>
    /// Evaluates until it is settled which resources are replaced: a successor has other outputs, which may replace what uses
    /// them. Every round replaces at least one more, so that it ends.
    /// </summary>
    public async Task<(Plan Plan, Evaluation Evaluation)> PlanAsync(StackRecord record, Func<EvaluationBasis, Task<Evaluation>> evaluate)
    {
        var basis = EvaluationBasis.From(record);
        while (true)
        {
            var evaluation = await evaluate(basis);
            var comparisons = evaluation.Resources.Select(wanted => Compare(wanted, basis)).ToImmutableArray();
            var replaced = comparisons.Where(c => c.Replaces).Select(c => c.Before!.Urn).ToImmutableHashSet();
            replaced = replaced.Union(DraggedAlong(comparisons));
            if (replaced.IsSubsetOf(basis.Replaced))
                return (new PlanBuilder(record, comparisons).Build(), evaluation);
            basis = basis with { Replaced = basis.Replaced.Union(replaced) };
        }
    }

    private Comparison Compare(WantedResource wanted, EvaluationBasis basis)
    {
        var after = wanted.Resource;
        var before = basis.Find(after.Urn, after.Options.Aliases);
        if (before is null)
            return new(wanted, null, [], false, false);
        var model = models.For(after);
        var ignored = after.Options.IgnoreChanges.Select(PropertyPath.Parse).ToArray();
        bool Counts(PropertyPath path) => !ignored.Any(path.Touches);
        var inputs = InputDiff.Compare(before.Inputs, after.Inputs).Where(Counts).ToArray();
        // Outputs differ without inputs where the provider looks at more than these, as at the files of a build.
        var outputs = InputDiff.Compare(before.Outputs, after.Outputs).Where(Counts).ToArray();
        var changed = inputs.Length > 0 ? inputs : outputs;
        var replaceOn = model.ReplaceOn.Concat(after.Options.ReplaceOnChanges).Select(PropertyPath.Parse).ToArray();
        var replaces = basis.Replaced.Contains(before.Urn) || inputs.Concat(outputs).Any(path => replaceOn.Any(path.Touches));
        var first = after.Options.DeleteBeforeReplace ?? model.DeletesBeforeReplace(before.Inputs, after.Inputs);
        return new(wanted, before, [.. changed.Select(path => path.ToString())], replaces, replaces && first);
    }

    /// <summary>
    /// Where the old one goes first, everything that is built on its outputs in a way that cannot be changed must go before it.
    /// </summary>
    private IEnumerable<string> DraggedAlong(IReadOnlyCollection<Comparison> comparisons)
    {
        var gone = comparisons.Where(c => c.DeletesFirst).Select(c => c.After.Urn).ToHashSet();
        foreach (var candidate in comparisons.Where(c => c.Before is not null))
        {
            var replaceOn = models.For(candidate.After).ReplaceOn;
            if (candidate.Wanted.PropertyDependencies.Any(p => replaceOn.Contains(p.Key) && p.Value.Any(gone.Contains)))
                yield return candidate.Before!.Urn;
        }
    }
}

/// <summary>One wanted resource against what is deployed.</summary>
internal sealed record Comparison(WantedResource Wanted, DeployedResource? Before, ImmutableArray<string> Changed, bool Replaces, bool DeletesFirst)
{
    public DeployedResource After => Wanted.Resource;
}

using System.Collections.Immutable;

namespace CloudStacks.LocalCloud.Engine;

/// <summary>What a deployment will do, in order.</summary>
/// <param name="Steps">The steps, those on unchanged resources included.</param>
public sealed record Plan(ImmutableArray<PlanStep> Steps)
{
    /// <summary>The steps that change something.</summary>
    public IEnumerable<PlanStep> Changes => Steps.Where(step => step.Operation != Operation.Same);

    /// <summary>Whether nothing changes.</summary>
    public bool IsEmpty => !Changes.Any();
}

/// <summary>One step of a plan.</summary>
/// <param name="Operation">What happens.</param>
/// <param name="Before">The resource as it stands; null for a new one.</param>
/// <param name="After">The resource as it will be; null where it goes.</param>
/// <param name="Changed">The property paths that differ.</param>
public sealed record PlanStep(Operation Operation, DeployedResource? Before, DeployedResource? After, ImmutableArray<string> Changed)
{
    /// <summary>The resource that the step is about.</summary>
    public DeployedResource Resource => After ?? Before!;

    /// <summary>Whether only the state forgets the resource: it is retained, or its owner's deletion takes it along.</summary>
    public bool ForgetOnly { get; init; }
}

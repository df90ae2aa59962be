using System.Collections.Immutable;
using CloudStacks.LocalCloud.Identity.Policies;

namespace CloudStacks.LocalCloud.Identity;

/// <summary>A role as the program declares it, with every policy that is attached to it.</summary>
internal sealed record DeployedRole(string Name, string Arn, PolicyDocument Trust, ImmutableArray<PolicyDocument> Policies);

/// <summary>A policy on a bucket or a repository.</summary>
/// <param name="Arn">What it is attached to.</param>
/// <param name="Policy">The policy.</param>
internal sealed record ResourcePolicy(string Arn, PolicyDocument Policy)
{
    public bool IsAbout(string resource) =>
        resource == Arn || (resource.StartsWith(Arn, StringComparison.Ordinal) && resource[Arn.Length] == '/');
}
